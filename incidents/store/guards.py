"""Triggers that keep the log append-only, on both databases.

A row of ``change`` or ``revision`` can be added and never altered or removed, except that a
redaction may overwrite the content of ``change``: it holds a row in ``redaction_pass`` for as
long as its transaction lasts. This guards against mistakes of programs; whoever owns the file
can of course do what they like with it.
"""

from __future__ import annotations

_REFUSAL = "the log is append-only"


def _sqlite() -> tuple[str, ...]:
    made = []
    for table, deed, unless in (
        ("revision", "UPDATE", ""),
        ("revision", "DELETE", ""),
        ("change", "UPDATE", "WHEN NOT EXISTS (SELECT 1 FROM redaction_pass)"),
        ("change", "DELETE", ""),
    ):
        made.append(
            f'CREATE TRIGGER "{table}_no_{deed.lower()}" BEFORE {deed} ON "{table}" {unless} '
            f"BEGIN SELECT RAISE(ABORT, '{_REFUSAL}'); END"
        )
    return tuple(made)


def _postgresql() -> tuple[str, ...]:
    function = f"""
        CREATE FUNCTION refuse_log_change() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
            IF TG_TABLE_NAME = 'change' AND TG_OP = 'UPDATE'
               AND EXISTS (SELECT 1 FROM redaction_pass) THEN
                RETURN NEW;
            END IF;
            RAISE EXCEPTION '{_REFUSAL}';
        END $$"""  # noqa: S608 - two constants of this module
    return (
        function,
        *(
            f'CREATE TRIGGER "{table}_append_only" BEFORE UPDATE OR DELETE ON "{table}" '
            "FOR EACH ROW EXECUTE FUNCTION refuse_log_change()"
            for table in ("revision", "change")
        ),
    )


GUARDS: dict[str, tuple[str, ...]] = {"sqlite": _sqlite(), "postgresql": _postgresql()}
