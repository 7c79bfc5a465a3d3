"""What rules about meaning must know of English words. Nothing here is about any one subject."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


def _groups(text: str) -> tuple[frozenset[str], ...]:
    return tuple(_words(row) for row in text.strip().splitlines())


LANGUAGE: Final = "en"
SMALL_WORDS: Final = _words(
    "a an the this that these those i you he she it we they me him her us them my your his its our their mine yours ours of "
    "to in on at by for from with into onto over under up down out off about as and or but so if then than which who whom "
    "whose what when where how why is are was were be been being am do does did done have has had having will would shall "
    "should can could may might must let get gets got getting go goes going gonna just now very really also too well here "
    "there all any some each every both such own same other another one ones only even still yet again ok okay yeah yes um "
    "uh not no never always ever make makes sure able because since during while until before after within whenever around "
    "through lot lots bit much many please want wanna like kind sort actually basically maybe"
)
"""They carry a sentence and not what it is about."""
SYNONYMS: Final[Mapping[str, str]] = {
    word: group.split()[0]
    for group in """
start starts started starting begin begins began begun beginning
small smaller little tiny
big bigger large larger huge
choose chooses chose chosen choosing pick picks picked picking select selects selected selecting
buy buys bought buying purchase purchases purchased purchasing
enjoy enjoys enjoyed enjoying liked loved
press presses pressed pressing click clicks clicked clicking
turn turns turned turning switch switches switched switching
need needs needed needing require requires required requiring
use uses used using
keep keeps kept keeping hold holds held holding
lower lowers lowered lowering reduce reduces reduced reducing decrease decreases decreased
increase increases increased increasing raise raises raised raising
everyone everybody
someone somebody
nobody noone
film films movie movies
photo photos picture pictures
child children kid kids
quick quickly fast rapidly
leave leaves left leaving depart departs departed departing
show shows showed shown showing see sees saw seen seeing look looks
reject rejects rejected rejecting
expensive costly
help helps helped helping assist assists assisted
end ends ended ending finish finishes finished finishing
stop stops stopped stopping quit
allow allows allowed let
job jobs work
speak speaks spoke talk talks talked
important essential
easy easily simple simply
shut shuts close closes closed closing
repair repairs repaired repairing fix fixes fixed fixing
build builds built building
send sends sent sending
return returns returned returning
""".strip().splitlines()
    for word in group.split()
}
"""Each word by the first of its group."""
NEGATIONS: Final = _words(
    "not no never none nothing nobody noone nowhere neither nor without hardly cannot avoid avoids avoided"
)
UNSAYING: Final = _words("forget forgets forgot fail fails failed hesitate only just unless")
"""With a negation before them they say the contrary of it."""
NUMBERS: Final[Mapping[str, str]] = {
    **{
        word: word
        for word in [
            "zero",
            "two",
            "three",
            "four",
            "five",
            "six",
            "seven",
            "eight",
            "nine",
            "ten",
            "eleven",
            "twelve",
            "thirteen",
            "fourteen",
            "fifteen",
            "sixteen",
            "seventeen",
            "eighteen",
            "nineteen",
            "twenty",
            "thirty",
            "forty",
            "fifty",
            "sixty",
            "seventy",
            "eighty",
            "ninety",
            "hundred",
            "thousand",
            "million",
            "billion",
            "half",
            "quarter",
            "percent",
            "point",
        ]
    },
    "twice": "two",
    "hundreds": "hundred",
    "thousands": "thousand",
    "millions": "million",
    "dozen": "twelve",
}
"""What counts, by how it is compared."""
ONE_OF_A_KIND: Final = _groups("""
monday tuesday wednesday thursday friday saturday sunday
january february march april june july august september october november december
spring summer autumn fall winter
morning noon afternoon evening night midnight
red blue green yellow orange purple pink brown black white gray silver golden
north south east west
left right
top bottom middle
first second third fourth fifth sixth seventh eighth ninth tenth last
second seconds minute minutes hour hours day days week weeks month months year years
inch inches foot feet yard yards mile miles millimeter millimeters centimeter centimeters meter meters kilometer kilometers
gram grams kilogram kilograms kilo kilos pound pounds ounce ounces ton tons
liter liters milliliter milliliters gallon gallons cup cups teaspoon teaspoons tablespoon tablespoons
dollar dollars euro euros cent cents
celsius fahrenheit
father mother brother sister son daughter uncle aunt
man woman boy girl men women boys girls
everyone everybody nobody somebody someone
all none some most half
always never sometimes
before after
in out
on off
""")
"""A sentence that names one of these does not mean what names another."""
OPPOSITES: Final = tuple(
    (_words(one), _words(other))
    for one, other in (
        row.split(" / ")
        for row in """
open / close shut
up / down
over / under
push / pull
more most / less least fewer fewest
increase rise rose risen raise grow grew / decrease fall fell fallen lower reduce drop shrink
high / low
hot warm / cold cool
fast quick / slow
big large / small little tiny
long / short
old / new young
good better best / bad worse worst
easy / hard difficult
strong / weak
light / heavy dark
full / empty
wet / dry
early / late
start begin began begun / stop end finish
add / remove subtract delete
accept / reject refuse
buy bought / sell sold
win won / lose lost
love like / hate dislike
allow / forbid forbade forbidden ban
safe / dangerous
cheap free / expensive costly
true / false
right correct / wrong
possible / impossible
clean / dirty
rough coarse / smooth fine
thick / thin
wide / narrow
deep / shallow
near close / far further
front / back rear
upright vertical / flat horizontal
tight tighten / loose loosen
lock / unlock
tie / untie
fold / unfold
connect attach / disconnect detach
arrive / leave left depart
come came / go went gone
give gave given / take took taken
put / take took taken
remember / forget forgot
agree / disagree
with / without
day / night
clockwise / counterclockwise anticlockwise
import / export
upload / download
ask / answer
teach taught / learn
borrow / lend lent
he him his / she her hers
""".strip().splitlines()
    )
)
"""Of two sentences that mean the same, no one has one of these and the other one its opposite. Regular forms are known."""
PLACES: Final = _words("above below beneath underneath behind beside between inside outside opposite across")
"""Where something is: said in both sentences or in neither."""
HINGES: Final = _words("before after than until because unless as from to by told tell")
"""What follows them cannot change places with what stands before them."""
IN_FRONT: Final = _words(
    "in on at by for from with before after if when while during within to as since because until every each whenever"
)
"""A sentence that begins so has put in front what else stands at its end."""
PERSONS: Final[Mapping[str, str]] = {
    **dict.fromkeys(("i", "me", "we", "us"), "speaker"),
    **dict.fromkeys(("you",), "listener"),
    **dict.fromkeys(("he", "him", "she", "her", "they", "them"), "others"),
}
ACTING: Final = _words("i we he she they you")
"""Of those, the forms for who does something; `you` has one form only."""
PASSIVE: Final = _words("is are was were be been being get gets got getting")
