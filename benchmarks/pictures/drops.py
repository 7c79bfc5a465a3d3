"""The drops: clips as they come (a name, sometimes a note beside it, sometimes what is said in it), and cues for them.

Every drop has clips that nothing asks for, some of them much like one that is asked for. `LEARNT` was looked at while the
weights were chosen; `UNSEEN` was not.
"""

from __future__ import annotations

from typing import Final, NamedTuple


class Clip(NamedTuple):
    """A clip, and all that is known of it."""

    name: str
    note: str = ""
    speech: str = ""


class Drop(NamedTuple):
    """One drop: its clips, and for each cue the name of the clip that was meant."""

    title: str
    clips: tuple[Clip, ...]
    cues: tuple[tuple[str, str], ...]


_SEASIDE: Final = Drop(
    "a seaside town",
    (
        Clip("b-roll/harbour_at_night_01.mp4"),
        Clip("b-roll/HarbourMorningFog.mp4"),
        Clip("b-roll/fish market stalls.mp4"),
        Clip("b-roll/IMG_4410.MOV", "An old man mends a fishing net on the quay. His hands, close."),
        Clip("b-roll/IMG_4411.MOV", "Seagulls fight over bread on the beach."),
        Clip("b-roll/IMG_4415.MOV", "Children building a sand castle, waves in the background."),
        Clip("b-roll/lighthouse-drone-v2.mp4"),
        Clip("b-roll/dji_0031.mp4", "Aerial: the whole town from above, red roofs, church in the middle"),
        Clip("b-roll/ferry leaving.mp4"),
        Clip(
            "b-roll/MVI_0092.AVI",
            speech="we boil the crab for about twelve minutes and then it goes into cold water",
        ),
        Clip("b-roll/rain on window.mp4"),
        Clip("b-roll/GOPR0456.MP4", "Surfer paddling out, camera on the board"),
        Clip("b-roll/souvenir shop.mp4"),
        Clip("b-roll/parking lot.mp4"),
        Clip("b-roll/sunset_over_sea.mp4"),
    ),
    (
        ("the port after dark", "b-roll/harbour_at_night_01.mp4"),
        ("boats in the mist at dawn", "b-roll/HarbourMorningFog.mp4"),
        ("people buying fresh fish", "b-roll/fish market stalls.mp4"),
        ("repairing a net by hand", "b-roll/IMG_4410.MOV"),
        ("gulls", "b-roll/IMG_4411.MOV"),
        ("kids playing in the sand", "b-roll/IMG_4415.MOV"),
        ("beacon on the cliff from the air", "b-roll/lighthouse-drone-v2.mp4"),
        ("an overview of the town", "b-roll/dji_0031.mp4"),
        ("a ship sets off", "b-roll/ferry leaving.mp4"),
        ("cooking crabs", "b-roll/MVI_0092.AVI"),
        ("bad weather outside", "b-roll/rain on window.mp4"),
        ("riding the waves", "b-roll/GOPR0456.MP4"),
        ("the evening sun above the water", "b-roll/sunset_over_sea.mp4"),
    ),
)

_BAKERY: Final = Drop(
    "how bread is made",
    (
        Clip("flour/flour dust slow motion.mp4"),
        Clip("flour/C0012.MP4", "Sacks of flour are unloaded from a truck"),
        Clip("dough/kneading by hand.mp4"),
        Clip("dough/mixer.mp4"),
        Clip("dough/rising timelapse 4h.mp4"),
        Clip("oven/C0020.MP4", "loaves go into the oven with a long wooden peel"),
        Clip("oven/C0021.MP4", "looking into the oven: the crust browns"),
        Clip("oven/thermometer.mp4"),
        Clip("shop/C0033.MP4", "a queue of customers outside, early, still dark"),
        Clip("shop/C0034.MP4", "the till, coins, a hand gives change"),
        Clip("shop/croissants.mp4"),
        Clip("people/maria interview.mp4", speech="my grandfather opened this bakery in nineteen fifty two with one oven"),
        Clip("people/C0050.MP4", "An apprentice sweeps the floor at the end of the day"),
        Clip("street/tram.mp4"),
        Clip("street/C0071.MP4", "A cyclist with a basket of baguettes rides off"),
    ),
    (
        ("white powder in the air", "flour/flour dust slow motion.mp4"),
        ("the delivery arrives", "flour/C0012.MP4"),
        ("hands working the dough", "dough/kneading by hand.mp4"),
        ("the machine that mixes", "dough/mixer.mp4"),
        ("the dough grows", "dough/rising timelapse 4h.mp4"),
        ("putting the bread in", "oven/C0020.MP4"),
        ("crust turning brown", "oven/C0021.MP4"),
        ("how hot it is", "oven/thermometer.mp4"),
        ("people waiting in line before sunrise", "shop/C0033.MP4"),
        ("paying", "shop/C0034.MP4"),
        ("French pastry", "shop/croissants.mp4"),
        ("the history of the family business", "people/maria interview.mp4"),
        ("cleaning up", "people/C0050.MP4"),
        ("bread leaves by bike", "street/C0071.MP4"),
    ),
)

_SOFTWARE: Final = Drop(
    "a product film",
    (
        Clip("screen/login page.mp4"),
        Clip("screen/dashboard_charts.mp4"),
        Clip("screen/Screen Recording 2026-03-02 at 10.31.07.mov", "Searching for an invoice and opening it as a PDF"),
        Clip("screen/Screen Recording 2026-03-02 at 10.44.51.mov", "Inviting a colleague to the team by mail"),
        Clip("screen/dark_mode_toggle.mp4"),
        Clip("screen/mobileApp_notifications.mp4"),
        Clip("office/typing on keyboard.mp4"),
        Clip("office/DSC_0081.MOV", "Whiteboard session: three people stick notes to the wall"),
        Clip("office/DSC_0090.MOV", "Somebody pours coffee in the kitchen and laughs"),
        Clip("office/server room lights.mp4"),
        Clip("office/empty meeting room.mp4"),
        Clip(
            "customers/DSC_0120.MOV",
            speech="we did our accounting in spreadsheets and it took us three days a month",
        ),
        Clip("customers/warehouse forklift.mp4"),
        Clip("customers/flower shop owner.mp4"),
        Clip("city/skyline timelapse.mp4"),
    ),
    (
        ("signing in", "screen/login page.mp4"),
        ("graphs and numbers at a glance", "screen/dashboard_charts.mp4"),
        ("finding a bill", "screen/Screen Recording 2026-03-02 at 10.31.07.mov"),
        ("add someone to your team", "screen/Screen Recording 2026-03-02 at 10.44.51.mov"),
        ("switching to the dark theme", "screen/dark_mode_toggle.mp4"),
        ("an alert on the phone", "screen/mobileApp_notifications.mp4"),
        ("fingers on a keyboard", "office/typing on keyboard.mp4"),
        ("a brainstorming", "office/DSC_0081.MOV"),
        ("a break in the kitchen", "office/DSC_0090.MOV"),
        ("the data centre", "office/server room lights.mp4"),
        ("a customer tells how slow bookkeeping was", "customers/DSC_0120.MOV"),
        ("moving goods in a storage hall", "customers/warehouse forklift.mp4"),
        ("a florist at work", "customers/flower shop owner.mp4"),
        ("the city from afar", "city/skyline timelapse.mp4"),
    ),
)

_GARDEN: Final = Drop(
    "a year in the garden",
    (
        Clip("spring/sowing tomato seeds.mp4"),
        Clip("spring/P1010001.MP4", "Digging over the bed with a spade, steam rises from the earth"),
        Clip("spring/apple blossom bees.mp4"),
        Clip("summer/P1010044.MP4", "Watering can, late light, the rows of lettuce"),
        Clip("summer/hedgehog_nightcam.mp4"),
        Clip("summer/P1010052.MP4", "Slugs have eaten the strawberries"),
        Clip("summer/lawn mower.mp4"),
        Clip("summer/picking cherries ladder.mp4"),
        Clip("autumn/raking leaves.mp4"),
        Clip("autumn/P1010090.MP4", "Pumpkins on a wheelbarrow"),
        Clip("autumn/P1010095.MP4", speech="the compost needs air so I turn it every two weeks with this fork"),
        Clip("autumn/apple juice press.mp4"),
        Clip("winter/P1010120.MP4", "Frost on the cabbage, very close"),
        Clip("winter/bird feeder robin.mp4"),
        Clip("winter/greenhouse in snow.mp4"),
        Clip("winter/shed interior tools.mp4"),
    ),
    (
        ("planting in small pots", "spring/sowing tomato seeds.mp4"),
        ("turning the soil", "spring/P1010001.MP4"),
        ("insects on the flowers of a tree", "spring/apple blossom bees.mp4"),
        ("giving the salad water", "summer/P1010044.MP4"),
        ("a spiny visitor after dark", "summer/hedgehog_nightcam.mp4"),
        ("pests ruined the fruit", "summer/P1010052.MP4"),
        ("cutting the grass", "summer/lawn mower.mp4"),
        ("harvest in the tree", "summer/picking cherries ladder.mp4"),
        ("fallen leaves", "autumn/raking leaves.mp4"),
        ("big orange squash", "autumn/P1010090.MP4"),
        ("how compost is looked after", "autumn/P1010095.MP4"),
        ("making a drink from apples", "autumn/apple juice press.mp4"),
        ("ice crystals on vegetables", "winter/P1010120.MP4"),
        ("a small bird eats seeds", "winter/bird feeder robin.mp4"),
        ("the glass house under snow", "winter/greenhouse in snow.mp4"),
    ),
)

_HOSPITAL: Final = Drop(
    "a night at the hospital",
    (
        Clip("A001_C003.mov", "Ambulance arrives, blue lights, doors swing open"),
        Clip("A001_C004.mov", "Empty corridor, a lamp flickers"),
        Clip("A001_C007.mov", "Nurse checks the drip beside a bed"),
        Clip("A001_C009.mov", "Surgeon washes her hands for a long time"),
        Clip("A001_C011.mov", "Monitor with the heartbeat, close"),
        Clip("A001_C015.mov", "Doctors look at an X-ray of a broken leg"),
        Clip("A001_C018.mov", "A father sleeps on a chair in the waiting room"),
        Clip("A001_C021.mov", "Vending machine, somebody kicks it"),
        Clip("A001_C025.mov", "Newborn yawns in a cot"),
        Clip("A001_C028.mov", "Helicopter lands on the roof at dawn"),
        Clip("A001_C030.mov", "Laundry carts are pushed into the lift"),
        Clip("A001_C033.mov", speech="I have worked nights for nineteen years and you never get used to the quiet at four"),
        Clip("A001_C035.mov", "Pharmacist counts tablets into small cups"),
        Clip("A001_C040.mov", "Outside: snow falls on the car park"),
    ),
    (
        ("an emergency comes in", "A001_C003.mov"),
        ("a deserted hallway", "A001_C004.mov"),
        ("caring for a patient", "A001_C007.mov"),
        ("getting ready to operate", "A001_C009.mov"),
        ("pulse on a screen", "A001_C011.mov"),
        ("a fracture", "A001_C015.mov"),
        ("relatives waiting", "A001_C018.mov"),
        ("a baby", "A001_C025.mov"),
        ("rescue from the air", "A001_C028.mov"),
        ("sheets and linen", "A001_C030.mov"),
        ("somebody on the night shift talks about it", "A001_C033.mov"),
        ("medicine is prepared", "A001_C035.mov"),
        ("winter weather", "A001_C040.mov"),
    ),
)

_TRAVEL: Final = Drop(
    "two weeks in the mountains",
    (
        Clip("day 1/train window valley.mp4"),
        Clip("day 1/packing the backpack.mp4"),
        Clip("day 2/20260704_093011.mp4", "The dog runs ahead on the trail"),
        Clip("day 2/20260704_120455.mp4", "We cross the stream on stones, Ben slips"),
        Clip("day 2/tent at dusk.mp4"),
        Clip("day 3/cows on the path.mp4"),
        Clip("day 3/20260705_151200.mp4", "thunderstorm over the ridge, lightning"),
        Clip("day 4/summit cross panorama.mp4"),
        Clip("day 4/20260706_060102.mp4", "sun comes up, everything is orange, clouds below us"),
        Clip("day 5/blister plaster.mp4"),
        Clip("day 5/cable car.mp4"),
        Clip(
            "day 6/20260708_190000.mp4", speech="the cheese we made this morning will be ready in about three months"
        ),
        Clip("day 6/hut soup.mp4"),
        Clip("day 7/glacier_crevasse.mp4"),
        Clip("day 8/marmots.mp4"),
        Clip("day 9/20260711_140010.mp4", "map on a rock, finger follows the route"),
    ),
    (
        ("the way there by rail", "day 1/train window valley.mp4"),
        ("getting the luggage ready", "day 1/packing the backpack.mp4"),
        ("our dog", "day 2/20260704_093011.mp4"),
        ("wading through a creek", "day 2/20260704_120455.mp4"),
        ("camping", "day 2/tent at dusk.mp4"),
        ("cattle block the road", "day 3/cows on the path.mp4"),
        ("dangerous weather", "day 3/20260705_151200.mp4"),
        ("at the top with a view all around", "day 4/summit cross panorama.mp4"),
        ("sunrise above the clouds", "day 4/20260706_060102.mp4"),
        ("sore feet", "day 5/blister plaster.mp4"),
        ("riding up in a gondola", "day 5/cable car.mp4"),
        ("a dairy farmer explains his product", "day 6/20260708_190000.mp4"),
        ("a warm meal", "day 6/hut soup.mp4"),
        ("a crack in the ice", "day 7/glacier_crevasse.mp4"),
        ("planning where to walk", "day 9/20260711_140010.mp4"),
    ),
)

_LESSON: Final = Drop(
    "a physics lesson",
    (
        Clip("pendulum swinging.mp4"),
        Clip("Newtons_cradle_closeup.mp4"),
        Clip("clip_17.mp4", "A feather and a hammer are dropped at the same time in a glass tube without air"),
        Clip("clip_18.mp4", "Iron filings show the lines around a magnet"),
        Clip("clip_19.mp4", "prism splits white light into colours on the wall"),
        Clip("clip_22.mp4", "Water boils in a flask, bubbles"),
        Clip("tuning fork in water.mp4"),
        Clip("van de graaff hair.mp4", "A girl touches the metal ball and her hair stands up"),
        Clip("rocket launch archive.mp4"),
        Clip("roller coaster loop.mp4"),
        Clip("clip_30.mp4", "A car crashes into a wall, dummy inside, slow motion"),
        Clip("clip_31.mp4", speech="if you spin faster when you pull your arms in that is angular momentum being kept"),
        Clip("blackboard formulas.mp4"),
        Clip("students raise hands.mp4"),
        Clip("clock second hand.mp4"),
    ),
    (
        ("a weight on a string goes back and forth", "pendulum swinging.mp4"),
        ("steel balls knocking each other", "Newtons_cradle_closeup.mp4"),
        ("things fall equally fast in a vacuum", "clip_17.mp4"),
        ("a magnetic field", "clip_18.mp4"),
        ("a rainbow from a piece of glass", "clip_19.mp4"),
        ("heating a liquid", "clip_22.mp4"),
        ("sound makes waves", "tuning fork in water.mp4"),
        ("static electricity", "van de graaff hair.mp4"),
        ("lift-off into space", "rocket launch archive.mp4"),
        ("a thrilling ride upside down", "roller coaster loop.mp4"),
        ("testing the safety of vehicles", "clip_30.mp4"),
        ("why a skater turns quicker", "clip_31.mp4"),
        ("equations in chalk", "blackboard formulas.mp4"),
        ("time passes", "clock second hand.mp4"),
    ),
)

LEARNT: Final = (_SEASIDE, _BAKERY, _SOFTWARE)
UNSEEN: Final = (_GARDEN, _HOSPITAL, _TRAVEL, _LESSON)
