# ruff: noqa: E501 - word lists fill the line
"""Words that decide whether a capitalised word is a place, and what it does there.

Plain word lists, the project's own, in English, Ukrainian and Russian. All are lower case
and compared with the folded word.
"""

from __future__ import annotations

import re

from incidents.geocode.names import fold
from incidents.model import Precision


def word_set(text: str) -> frozenset[str]:
    """Folded words of a list; an underscore stands for a space."""
    return frozenset(fold(word.replace("_", " ")) for word in text.split())


#: A unit word after (or before) a name, and the kind of place it makes of it.
UNITS: dict[str, Precision] = {
    **dict.fromkeys(
        word_set(
            "region regions oblast oblasts province provinces governorate governorates krai "
            "область області областю областью областей областях областями области областей области "
            "край края краю крае краєм"
        ),
        Precision.ADM1,
    ),
    **dict.fromkeys(
        word_set(
            "district districts raion raions rayon county counties parish parishes "
            "hromada hromadas "
            "район району районі районом райони районів районах района районе районы районов"
        ),
        Precision.ADM2,
    ),
}
PLURAL_UNITS = word_set(
    "regions oblasts provinces governorates districts raions counties parishes області областях "
    "hromadas "
    "областей областями области районах районів райони районы районов"
)
#: Kinds of sites and small areas that a report names by type.
SITE_TYPES: dict[str, Precision] = {
    **dict.fromkeys(
        word_set(
            "school hospital clinic port airport airfield airbase bridge market mosque church "
            "cathedral university college kindergarten factory plant refinery station mall "
            "theatre theater hotel museum terminal depot dam prison monastery stadium library "
            "hypermarket supermarket "
            "школа школі школу лікарня лікарні лікарню завод заводі порт порту міст мосту "
            "больница больнице больницу заводе школе мост аэропорт аеропорт"
        ),
        Precision.SITE,
    ),
    **dict.fromkeys(word_set("street avenue boulevard road square вулиця вулиці улица улице"),
                    Precision.STREET),
    **dict.fromkeys(
        word_set("neighbourhood neighborhood quarter suburb camp microdistrict мікрорайон микрорайон"),
        Precision.NEIGHBOURHOOD,
    ),
}  # fmt: skip

#: Last words of a known site's name that are written small ("Olenya air base").
SITE_ENDS = word_set(
    "base ground crossing works steelworks gate tower lavra refinery yar facility hydroelectric "
    "ward building house castle полігон полігоні полігону полигон полигоне полигону мості мосте мосту "
    "аеропорті аеропорту аэропорте аэропорту вокзал вокзалі вокзалу вокзале собор соборі соборе ринок "
    "ринку рынок рынке рынка порту"
)
#: Names that are a plain word, in any case: a place only right after what a quarter is called.
PLAIN_NOUN = re.compile(
    r"^(?:перемог|побед|космос|сокол|сокіл|остров|острів|топол|парус|основ|привоз)[а-яіїє]{0,2}$"
)
QUARTER_BEFORE = word_set(
    "мікрорайон мікрорайоні мікрорайону масив масиві масиву житломасив житломасиві житломасиву м "
    "микрорайон микрорайоне микрорайона массив массиве массива жилмассив жилмассиве жилмассива "
    "район районі району районе района селище селищі посёлок посёлке"
)
#: After one of these a capitalised word is likely a place.
PLACE_BEFORE = word_set(
    "in at near from to of around across outside inside into towards toward over throughout "
    "between through within via off entering leaving reaching central northern southern eastern "
    "western north south east west town city village settlement district capital "
    "у в на біля під до з із зі поблизу навколо через по над від місті місто селі село с м "
    "во возле под около городе город селе из от вблизи над г"
)
#: Between a number of km and a name: "20 km north of X".
DIRECTIONS = word_set(
    "north south east west northeast northwest southeast southwest north-east north-west "
    "south-east south-west northern southern eastern western"
)
#: Speech and agency: the subject is a government, not a place that was hit.
AGENT_VERBS = word_set(
    "said says say reported reports claimed claims accused accuses denied denies announced "
    "announces warned warns launched launches fired fires attacked attacks bombed bombs struck "
    "strikes ran runs has_bombed has had have hopes wants confirmed confirms blamed blames "
    "condemned condemns vowed vows insists insisted rejected rejects demanded called calls sent "
    "sends used uses shelled targeted responded agreed signed invaded invades stepped intensified "
    "carried is_engaging carries will would must should says "
    "заявив заявила заявили повідомив повідомила повідомили повідомляє атакувала атакував "
    "завдала завдав обстріляла запустила запустив випустила вдарила вважає звинуватила "
    "urged urges pledged pledges promised promises refused refuses summoned expelled imposed "
    "заперечує заперечив заперечила заперечили закликав закликала закликали засудив засудила "
    "засудили обіцяє пообіцяв пообіцяла вимагає стверджує визнав визнала підтвердив підтвердила "
    "спростував спростувала попередив попередила "
    "отрицает отрицал отрицала отрицали осудил осудила осудили призвал призвала призвали требует "
    "утверждает признал признала подтвердил подтвердила опроверг опровергла предупредил "
    "заявляет сообщает считает пообещал пообещала "
    "заявил заявило сообщил сообщила сообщили атаковала нанесла обстреляла запустила обвинила"
)
#: After "X's" or "X" these make a body that acts, speaks or counts.
BODIES = word_set(
    "army military forces force troops officials official authorities authority government "
    "ministry minister president mayor governor police prosecutors prosecutor administration "
    "spokesman spokeswoman spokesperson administration navy air defence defense civil parliament "
    "ambassador embassy envoy foreign general council emergencies emergency state city regional "
    "health interior leader leaders leadership aggression side spokespeople chief head heads"
)
#: These make a body only before another ("Kyiv City Military Administration").
HALF_BODIES = word_set(
    "city state regional health civil general emergency interior foreign air side"
)
#: After a country these are its doing, after a city they are what happened there.
DEEDS = word_set(
    "strikes strike missile missiles drones drone attack attacks raid raids shelling invasion war "
    "air bombing bombardment offensive rocket rockets artillery warplanes jets"
)
#: Before a country: somewhere in it, or what was hit.
LOCATIVE = word_set(
    "in at near across outside inside throughout around into on of over within against central "
    "northern southern eastern western attacked hit struck bombed shelled targeted pounded to from "
    "у в на по над біля"
)
#: Names of several plain words that are no place.
PHRASES = frozenset(
    fold(x)
    for x in (
        "White House", "United Nations", "European Union", "Truth Social", "Red Cross", "Red Crescent",
        "Supreme Court", "Big Apple", "Wall Street", "Associated Press", "Security Council", "World War",
        "North Pole", "South Pole", "Civil War", "Cold War", "Black Friday", "Good Friday", "Super Bowl", "World Cup", "High Court",
    )
)  # fmt: skip
#: Between "regions" and the list of them.
LIST_AFTER = r"\b(?P<unit>{units})\b[^.;!?\n]{{0,40}}?(?:,|:|including|such as|namely|like|зокрема|серед них|включая)\s+(?:the\s+)?$"
#: Bodies "of X": "the Armed Forces of Ukraine".
BODIES_OF = word_set(
    "forces army government president ministry minister mayor governor university bank parliament "
    "council administration police military service security prosecutor king queen prince bishop "
    "збройні силы сил сили міністерство министерство президент мер мэр голова глава"
)
#: Capitalised words that are no place however the gazetteer has them.
NOT_PLACES = word_set(
    "january february march april may june july august september october november december monday "
    "tuesday wednesday thursday friday saturday sunday jan feb mar apr jun jul aug sep sept oct nov dec "
    "the a an and or but if when while after before as at by for from in into of off on onto over to "
    "with he she it they we i you his her its their our my your this that these those there here who "
    "what which where why how all any both each few more most other some such no nor not only own same "
    "so than too very can will just should now one two three four five six seven eight nine ten man "
    "men woman women people police officers officer fire state county city town village school schools "
    "university college church park street road avenue drive lane court house center centre north south "
    "east west northern southern eastern western central upper lower new old great big little first "
    "second third last next many much several another every either neither also still even ever never "
    "again once then thus hence according crews rescuers officials authorities president minister mayor "
    "governor council committee department board office service services agency association company inc "
    "corp group union party team club league national international federal regional local public "
    "general special chief head director news times post press daily herald tribune journal star sun "
    "today yesterday tomorrow day week month year morning evening night tv radio media internet web "
    "university health medical hospital bank market business industry trade world global earth god lord "
    "hope faith liberty independence freedom victory justice peace war army navy air force marines guard "
    "reading mobile male most nice bath best orange buffalo_bills church surprise enterprise commerce "
    "energy success normal progress paradise eden rainbow crystal diamond golden silver fountain spring "
    "springs summer winter fall autumn hill hills lake river creek valley island mountain mount bay beach "
    "forest field fields grove garden gardens green brown black white blue red gray grey young long short "
    "high low good better bad love king queen prince bishop pope duke major captain colonel sergeant "
    "lincoln_navigator ford_focus internet google facebook twitter telegram apple amazon yahoo windows "
    "is was were are be been being has had have do does did done say said says get got make made take "
    "took come came go went see saw know think look want give use find tell ask work seem feel try leave "
    "call let us_army garages fragments blazes windows shells trump biden obama bush clinton "
    "putin zelensky zelenskyy zelenskiy medvedev lavrov yahoo houthi houthis hamas hezbollah isis nato un "
    "un eu ngo who unicef afp reuters ap bbc cnn cbs nbc abc fox msnbc fbi cia nasa fema usda cdc epa "
    "nine eleven twelve dozens hundreds thousands least none nobody telephones phones total toll earlier "
    "later meanwhile however although though because since until unless despite during among within "
    "без але або та і й чи що як це він вона вони ми ви я його її їх за на до від при про для із зі "
    "сьогодні вчора завтра вночі ранок день вечір за_даними внаслідок через також ще вже "
    "без но или и что как это он она они мы вы его ее их за при про для также еще уже после во "
    "січня лютого березня квітня травня червня липня серпня вересня жовтня листопада грудня "
    "января февраля марта апреля мая июня июля августа сентября октября ноября декабря "
    "один два три чотири п'ять двоє троє ворог рф зсу дснс мвс сбу люди діти удар атака ракета "
    "born lost moore manning page price parks cook mason carter marshall russell early green_bay "
    "district region province hey yes please thank thanks dear sunday's christmas easter thanksgiving "
    "republican republicans democrat democrats democratic senate congress house_of supreme justice "
    "interstate highway route us-1 civil court circuit superior district_attorney sheriff deputies "
    "senior junior high elementary middle welcome sign close menu search academy institute museum theater theatre library hotel "
    "grand royal imperial holy saint st mt ft no. dr mr mrs ms jr sr bros co ltd llc"
)
#: Short forms of the states of the United States, which stand with a stop (AP style).
STATE_SHORT = frozenset(
    [
        "ala",
        "ariz",
        "ark",
        "calif",
        "colo",
        "conn",
        "del",
        "fla",
        "ga",
        "ill",
        "ind",
        "kan",
        "ky",
        "la",
        "md",
        "mass",
        "mich",
        "minn",
        "miss",
        "mo",
        "mont",
        "neb",
        "nev",
        "okla",
        "ore",
        "pa",
        "tenn",
        "tex",
        "va",
        "vt",
        "wash",
        "wis",
        "wyo",
        "w. va",
    ]
)
#: Before a site's type word these say where, or which kind it is; alone they name no site.
PREPOSITIONS = word_set(
    "in at near from to of around across outside inside into over through within via off beside "
    "у в на біля під до з із зі поблизу навколо через по над за во возле под около из от вблизи"
)
GENERIC = word_set(
    "sea river main commercial regional military maternity primary secondary public childrens "
    "local big large small old new first second third nearby damaged former private state the this"
)
#: Who or what is of a place whose name stands before it.
INHABITANTS = word_set("resident residents woman man teen teenager parents voters native natives")
#: A hromada, which is named by an adjective that also names a raion or a village elsewhere.
HROMADAS = word_set("громада громади громаді громаду громадою громад громадах громаде")
#: What a report calls a small place.
VILLAGES = word_set(
    "village hamlet villages hamlets село селі села селом селе сёле деревня деревне деревни деревню "
    "селище селищі селища смт пгт посёлок посёлке посёлка посёлку хутор хуторе хуторі хутора "
    "станица станице станицы"
)
