"""The scripts that are read, and what is said beside them."""

from __future__ import annotations

from typing import Final

TUNED: Final[dict[str, tuple[str, ...]]] = {
    "shelf": (
        "Welcome back to the channel.",
        "Today we are going to build a simple wooden shelf.",
        "First, measure the wall twice and mark the center with a pencil.",
        "Cut the board to 32 inches and sand the edges until they are smooth.",
        "Do not worry if the first coat looks uneven, the second coat will cover everything.",
        "Drill two small holes, insert the anchors, and tighten the brackets by hand.",
        "Finally, place the shelf on the brackets and check that it is level.",
        "Thank you for watching, and I will see you in the next video.",
    ),
    "volcano": (
        "A volcano is an opening in the crust of the earth.",
        "Hot rock rises through it, because it is lighter than what lies around.",
        "Deep down, the pressure keeps the gas inside the melted rock.",
        "Near the surface the gas escapes, and the mountain explodes.",
        "In 1883 the sound of one eruption was heard 3,000 miles away.",
        "The ash of that year made sunsets red in London and New York.",
        "Farmers still live on the slopes, since the soil is rich.",
        "Scientists listen to small earthquakes to tell when the next one comes.",
    ),
    "bakery": (
        "My grandmother Ottilie opened this bakery after the war.",
        "She had one oven, two tables and a bag of borrowed flour.",
        "Every morning at four she lit the fire and kneaded the dough.",
        "The first loaves went to the nurses of the hospital across the street.",
        "People said that you could smell her bread from the railway station.",
        "When she retired, my father painted the door green and kept everything else.",
        "Now it is my turn, and I have not changed the recipe.",
        "Come by on a Saturday, but come early.",
    ),
    "budget": (
        "Our revenue grew by 12 percent in the second quarter.",
        "Most of that growth came from customers who had been with us for years.",
        "Costs fell as well, because we closed two warehouses in the north.",
        "The new warehouse in Rotterdam will open in September.",
        "We hired 45 engineers, and we plan to hire 20 more.",
        "Our biggest risk is the price of energy.",
        "We do not expect to raise prices before the end of the year.",
        "I am happy to take your questions now.",
    ),
}
"""What thresholds were found with."""

HELD_OUT: Final[dict[str, tuple[str, ...]]] = {
    "bicycle": (
        "A flat tire always happens on the way home, never on the way to work.",
        "Turn the bicycle upside down and open the lever of the rear wheel.",
        "Push one side of the tire over the rim with two plastic levers.",
        "Pull the tube out slowly, pump it up, and listen for the hiss.",
        "Rough up the spot with sandpaper and wait until the glue is dry.",
        "Press the patch on for a full minute, longer when it is cold outside.",
        "Before you put everything back, feel inside the tire for glass.",
        "If the chain jumps afterwards, the wheel sits crooked in the frame.",
    ),
    "memory": (
        "Why do we forget a name five seconds after we hear it?",
        "Attention is the gate, and without it nothing is stored at all.",
        "Short term memory holds about seven things, or rather four, as newer studies say.",
        "Sleep moves what we learned from one part of the brain into another.",
        "Every time we remember an event, we change it a little.",
        "That is why two honest witnesses can disagree about the color of a car.",
        "Tests teach more than reading the same chapter again.",
        "So close the book, and tell somebody what you just heard.",
    ),
    "sailing": (
        "We left the harbor at 6:30 with a light wind from the west.",
        "My brother Magnus steered, and I coiled the ropes and made coffee.",
        "By noon the clouds were low, and the waves were higher than the deck.",
        "The radio said gusts of 40 knots, so we took the mainsail down.",
        "Nobody spoke for an hour.",
        "Then a dolphin jumped beside us, and we both started laughing.",
        "We tied the boat to the pier in Helsingborg long after midnight.",
        "I would do it again tomorrow.",
    ),
    "passwords": (
        "The most common password in the world is still one two three four five six.",
        "Length beats cleverness: four random words are stronger than a short riddle.",
        "Never use the same password for your email and anything else.",
        "Whoever owns your email can reset every other account you have.",
        "A password manager remembers what you cannot, and fills it in for you.",
        "Turn on the second factor wherever a site offers one.",
        "A text message is better than nothing, but an app or a key is better still.",
        "Do not answer security questions truthfully, because your school is on the internet.",
    ),
}
"""What nothing was chosen by."""

SCRIPTS: Final = {**TUNED, **HELD_OUT}
LONG: Final = tuple(line for lines in SCRIPTS.values() for line in lines)
"""All of it as one script."""

ASIDES: Final = (
    "Sorry, can we do that again?",
    "Is the camera still running?",
    "Could somebody please close that window, the traffic is terrible today.",
    "I always stumble over this part.",
    "Let me just have a sip of water first.",
)
