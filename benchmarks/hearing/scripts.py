"""The scripts that are read, and what is said beside them."""

from __future__ import annotations

from typing import Final

SCRIPTS: Final[dict[str, tuple[str, ...]]] = {
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
ASIDES: Final = (
    "Sorry, can we do that again?",
    "Is the camera still running?",
    "Could somebody please close that window, the traffic is terrible today.",
    "I always stumble over this part.",
    "Let me just have a sip of water first.",
)
