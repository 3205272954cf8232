"""`python -m incidents` is the `incidents` command."""

from incidents.commands import main

if __name__ == "__main__":
    main()
