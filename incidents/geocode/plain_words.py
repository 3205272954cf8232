"""English words that are also the name of a small place, and surnames that are.

Plain word lists, the project's own choice. With a capital they begin a sentence, a headline or the
name of a body far more often than they name the place; a larger list would hide towns.
"""

from __future__ import annotations


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


#: No place unless it stands in an address ("in Reading, England").
PLAIN = _words(
    "time name section song home english point line band along century research side law "
    "story lead change run start date human real strong magazine rule lot leader rock tour "
    "bar battle hit minor bridge deal turn winner hard ran friend till paper mission "
    "secretary sir goes champion miles branch temple roman republic airport engineer fully "
    "effort worth drama tower wall store trial sales wing exhibition industrial empire marine "
    "opera gas ball save naval happy pop reserve vice mile economy advance fleet mine cat "
    "northwest northeast southwest southeast rich eye driver kill rugby broke hook heritage "
    "powers guy enter walls opportunity rail stock liberal cricket mill tool junction quarter "
    "alliance chamber purchase reform send trail downtown circle landing portal gay bear pool "
    "monument buy conservation drew log tall tank brick boundary holder golf salt sisters "
    "concrete snow cathedral marks plain peer friendly talent summit welsh begun plenty "
    "pioneer wedding rain ridge arena cool manage lakes bed okay holiday basin metro bright "
    "gap cargo pink experiment vary legacy poll grave noble celebration rifle veteran harbor "
    "peninsula ski tea hurricane paint friendship virgin abbey beer continental belt eagle "
    "tape gates grants gulf fate pale reservoir landmark axis fortune horn monster assumption "
    "retreat alpha hometown hat globe rush sandy hamlet settle garrison mars coin export keys "
    "wise unity hurt pine silly pace trinity grain warrior liberation pound pen egg tune sin "
    "sad pearl canyon triangle marble mentor trainer brilliant bag combine loyal plains spa "
    "harmony canon bowling dollar convoy boom lens plaque thermal dome altar plantation "
    "crater steep marathon ash trim brook postal loans bare burden pavilion woodland rector "
    "casino atlas prospect glad corn stamps arcade jam halls limestone maiden isle convent "
    "bend homeland butterfly wilderness granite bells crest countryside anthem healing alpine "
    "cache dig terrace echo freshwater hooks mascot tornado harvest penguin torn comfort "
    "gateway shaft hire highland savage marina auditorium battlefield rode varsity apollo "
    "salon confluence sunset spur shepherd angles halfway sells conception scenic ranger meta "
    "apex volcano venus twist midway punch sandstone semi deposit baltic cedar highlands "
    "vicar medley loving stark mound frost sunshine prosperity canals paramount wool viking "
    "onset tapes blades parkway yoga smile jubilee clever confederation shields meadows "
    "fertile rapids parole crescent swords alley hatch drain lawn roses ivy downs bacon "
    "panorama brush skyline bulls homestead mega lazy farmland centennial parachute knock "
    "warden sauce antique blessing botany dodge speedway outlook hazard bury willow calcium "
    "hut annex dominion humble meadow admiralty pray bolt comet sunrise tire peculiar lizard "
    "landfall beacon tar accord jade startup sandwich boulder climax tactic bluff prosperous "
    "lively reliance canoe citadel worms slaughter moody turbo brewer miner lend sparks forks "
    "sedan oracle shoreline sack shaping cascade mystic foreman evergreen muse provost pets "
    "colon meridian orient weed eclectic bliss mole grenade penal equality deli drug food "
    "rivers expo patriot lancet leopard storm shadow reaper viper hornet titan trident swat "
    "humvee abrams bradley"
)
#: People's names, a place only right after what says so ("in", "near") or before a unit.
SURNAMES = _words(
    "smith jones williams banks bell miller rogers warner oliver newton burke chapman lynch "
    "fletcher webster wade kane gill wheeler archer barker lambert holt barton clarence "
    "fowler kirby pratt goodman mack chamberlain garner baxter holden mercer davenport dexter "
    "morse welch foley robbins parsons springer howe garfield stevens jerome vernon barry "
    "henry alex brad dillon tanner stella luna vera carmen alma isabel noel valentine holly "
    "violet"
)
