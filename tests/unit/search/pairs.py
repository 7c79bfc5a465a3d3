"""Lines of scripts, and what was said: the same in other words, or something else that sounds much like it.

`TUNED` were looked at while marks were set, `KEPT_BACK` were not.
"""

from __future__ import annotations

from typing import Final, NamedTuple


class Pairs(NamedTuple):
    """Each pair is a line as a script has it and words as a recogniser tells them."""

    paraphrases: tuple[tuple[str, str], ...]
    others: tuple[tuple[str, str], ...]


def _pairs(text: str) -> tuple[tuple[str, str], ...]:
    rows = [row.split(" | ") for row in text.strip().splitlines()]
    return tuple((line.strip(), said.strip()) for line, said in rows)


TUNED: Final = Pairs(
    _pairs("""
Cut the board to thirty two inches. | so now we cut this board down to 32 inches
Measure twice before you cut anything. | always measure two times before you make a cut
Thank you for watching, and see you next week. | thanks a lot for watching and i'll see you all next week
Always wear safety glasses when you use the saw. | make sure you've got your safety glasses on whenever you're using the saw
Let the glue dry overnight before you remove the clamps. | leave the glue to dry over night and only then take the clamps off
The new dashboard shows all your sales in one place. | on the new dashboard you can see all of your sales in a single place
Click the blue button in the top right corner to save. | to save just press the blue button at the top right
Our customers save about twelve percent on their energy bills. | customers of ours save around 12 percent on energy bills
Please subscribe to the channel if you liked this video. | if you enjoyed this video please subscribe to our channel
The recipe needs two cups of flour and a pinch of salt. | for this recipe you need two cups flour and a pinch of salt
Do not open the oven during the first twenty minutes. | don't open up the oven for the first 20 minutes
The meeting starts at nine on Monday morning. | our meeting begins monday morning at nine
Photosynthesis turns sunlight into chemical energy. | in photosynthesis sunlight gets converted into chemical energy
The committee rejected the proposal because it cost too much. | the committee turned the proposal down for it was too expensive
Electric cars need less maintenance than petrol cars. | electric cars take less maintenance than cars that run on petrol
You can return the product within thirty days. | within thirty days you're able to send the product back
Water the plants every morning before the sun gets strong. | give the plants water each morning before the sun is strong
Back up your files before you install the update. | before installing the update make a backup of your files
The museum was built in 1889 by a local architect. | a local architect built the museum in eighteen eighty nine
Never leave a burning candle unattended. | don't ever leave a candle burning unattended
We started this company in a small garage in Berlin. | this company got started in a little garage in berlin
Stir the sauce slowly until it becomes thick. | keep stirring the sauce slowly until it thickens
The river flooded the village after three days of rain. | after it rained for three days the river flooded the village
Turn off the power before you touch the wires. | switch the power off before touching any wires
Most people sleep too little during the week. | most people don't get enough sleep during the week
Our team answers every question within one business day. | every question gets an answer from our team within a business day
The battery lasts up to ten hours on a single charge. | on one charge the battery will last up to ten hours
Today I will show you how to sharpen a kitchen knife. | in this one i'm going to show you how to sharpen a kitchen knife
Hold the chisel flat against the wood. | keep your chisel flat on the wood
Regular exercise lowers the risk of heart disease. | exercising regularly reduces your risk of heart disease
"""),
    _pairs("""
Cut the board to thirty two inches. | so now we cut this board down to 36 inches
Cut the board to thirty two inches. | sand the board until it is smooth
Cut the board to thirty two inches. | cut the board to thirty two centimeters
Cut the board to thirty two inches. | mark the board at the middle
Cut the board to thirty two inches. | the board is thirty two inches long
Measure twice before you cut anything. | measure the wall before you hang anything
Measure twice before you cut anything. | cut it twice if it is too long
Thank you for watching, and see you next week. | thank you for waiting
Thank you for watching, and see you next week. | last week we watched a film together
Thank you for watching, and see you next week. | thanks for watching and don't forget to subscribe
Always wear safety glasses when you use the saw. | you do not need safety glasses when you use the saw
Always wear safety glasses when you use the saw. | always wear gloves when you use the saw
Always wear safety glasses when you use the saw. | always clean the saw after you use it
Always wear safety glasses when you use the saw. | where did i put my safety glasses
Let the glue dry overnight before you remove the clamps. | put glue on both sides and then attach the clamps
Let the glue dry overnight before you remove the clamps. | remove the clamps before the glue dries
Let the glue dry overnight before you remove the clamps. | let the paint dry overnight before you remove the tape
The new dashboard shows all your sales in one place. | the new dashboard shows all your costs in one place
The new dashboard shows all your sales in one place. | the old dashboard was really slow
The new dashboard shows all your sales in one place. | the new dashboard does not show your sales
Click the blue button in the top right corner to save. | click the red button in the top right corner to save
Click the blue button in the top right corner to save. | click the blue button in the bottom left corner to save
Click the blue button in the top right corner to save. | click the blue button in the top right corner to delete
Click the blue button in the top right corner to save. | you can save your work at any time
Our customers save about twelve percent on their energy bills. | our customers save about 20 percent on their energy bills
Our customers save about twelve percent on their energy bills. | our customers complain about their energy bills
Our customers save about twelve percent on their energy bills. | energy bills went up by twelve percent
Please subscribe to the channel if you liked this video. | please leave a comment if you liked this video
Please subscribe to the channel if you liked this video. | i made another video about this on my channel
The recipe needs two cups of flour and a pinch of salt. | the recipe needs three cups of flour and a pinch of salt
The recipe needs two cups of flour and a pinch of salt. | the recipe needs two cups of sugar and a pinch of salt
The recipe needs two cups of flour and a pinch of salt. | mix the flour with the salt in a large bowl
Do not open the oven during the first twenty minutes. | open the oven during the first twenty minutes
Do not open the oven during the first twenty minutes. | open the oven after the first twenty minutes
Do not open the oven during the first twenty minutes. | heat the oven for the first twenty minutes
The meeting starts at nine on Monday morning. | the meeting starts at ten on monday morning
The meeting starts at nine on Monday morning. | the meeting starts at nine on tuesday morning
The meeting starts at nine on Monday morning. | the meeting on monday morning was cancelled
Photosynthesis turns sunlight into chemical energy. | photosynthesis happens in the leaves of a plant
Photosynthesis turns sunlight into chemical energy. | solar panels turn sunlight into electricity
Photosynthesis turns sunlight into chemical energy. | plants need sunlight and water
The committee rejected the proposal because it cost too much. | the committee accepted the proposal because it cost so little
The committee rejected the proposal because it cost too much. | the committee discussed the cost of the proposal
The committee rejected the proposal because it cost too much. | the committee will vote on the proposal next month
Electric cars need less maintenance than petrol cars. | electric cars need more maintenance than petrol cars
Electric cars need less maintenance than petrol cars. | petrol cars need less maintenance than electric cars
Electric cars need less maintenance than petrol cars. | electric cars are more expensive than petrol cars
You can return the product within thirty days. | you can return the product within sixty days
You can return the product within thirty days. | you cannot return the product after thirty days
You can return the product within thirty days. | the product arrives within thirty days
Water the plants every morning before the sun gets strong. | water the plants every evening after the sun goes down
Water the plants every morning before the sun gets strong. | the plants need a lot of sun
Water the plants every morning before the sun gets strong. | i drink water every morning
Back up your files before you install the update. | install the update before you back up your files
Back up your files before you install the update. | delete your files before you install the update
Back up your files before you install the update. | the update takes about an hour
The museum was built in 1889 by a local architect. | the museum was built in 1898 by a local architect
The museum was built in 1889 by a local architect. | the museum was opened by the mayor
The museum was built in 1889 by a local architect. | the bridge was built in eighteen eighty nine by a local architect
Never leave a burning candle unattended. | always light a candle before dinner
Never leave a burning candle unattended. | leave a burning candle on the table
We started this company in a small garage in Berlin. | we started this company in a small garage in munich
We started this company in a small garage in Berlin. | we sold this company to a firm in berlin
We started this company in a small garage in Berlin. | we parked the car in a small garage in berlin
Stir the sauce slowly until it becomes thick. | stir the sauce quickly until it becomes thick
Stir the sauce slowly until it becomes thick. | pour the sauce slowly over the noodles
Stir the sauce slowly until it becomes thick. | taste the sauce and add more salt
The river flooded the village after three days of rain. | the river dried up after three months without rain
The river flooded the village after three days of rain. | the village lies on the other side of the river
Turn off the power before you touch the wires. | turn on the power before you touch the wires
Turn off the power before you touch the wires. | turn the power back on after you connect the wires
Turn off the power before you touch the wires. | do not touch the wires with wet hands
Most people sleep too little during the week. | most people sleep longer during the weekend
Most people sleep too little during the week. | most people work too much during the week
Our team answers every question within one business day. | our team answers every question within one hour
Our team answers every question within one business day. | our team asks you a question every business day
The battery lasts up to ten hours on a single charge. | the battery lasts up to two hours on a single charge
The battery lasts up to ten hours on a single charge. | charging the battery takes up to ten hours
The battery lasts up to ten hours on a single charge. | the battery can be replaced in a minute
Today I will show you how to sharpen a kitchen knife. | today i will show you how to clean a kitchen knife
Today I will show you how to sharpen a kitchen knife. | today i will show you how to sharpen a chisel
Today I will show you how to sharpen a kitchen knife. | this is a very sharp kitchen knife
Hold the chisel flat against the wood. | hold the chisel upright against the wood
Hold the chisel flat against the wood. | hit the chisel with a hammer
Regular exercise lowers the risk of heart disease. | smoking raises the risk of heart disease
Regular exercise lowers the risk of heart disease. | heart disease is the most common cause of death
Regular exercise lowers the risk of heart disease. | regular exercise lowers the risk of diabetes
Anna will show you the garden. | peter will show you the garden
Attach the shelf to the wall. | attach the bracket to the wall
Attach the shelf to the wall. | attach the shelf to the bracket
The first chapter is about money. | the second chapter is about money
The first chapter is about money. | the first chapter is about love
Sales rose by five percent in March. | sales fell by five percent in march
Sales rose by five percent in March. | sales rose by five percent in april
Sales rose by five percent in March. | sales rose in march
Push the handle down until it clicks. | pull the handle up until it clicks
Push the handle down until it clicks. | push the handle down until it stops
Put the lid on the pot. | take the lid off the pot
Put the lid on the pot. | put the pot on the stove
"""),
)

KEPT_BACK: Final = Pairs(
    _pairs("""
Fold the paper in half from top to bottom. | fold your paper in half starting at the top down to the bottom
Remember to bring your passport to the airport. | don't forget to bring your passport when you go to the airport
The train leaves from platform seven at noon. | at noon the train departs from platform 7
Wash your hands before you touch the food. | you should wash your hands before touching any food
Glaciers move only a few centimeters every day. | each day glaciers only move by a couple of centimeters
She published her first novel at the age of twenty six. | at age 26 she published her first novel
Shake the bottle well before you use it. | before use give the bottle a good shake
We deliver to every country in Europe. | we're delivering to all the countries in europe
The software is free for schools and universities. | schools and universities can use the software for free
Keep your back straight when you lift heavy boxes. | when you're lifting heavy boxes keep your back straight
The heart pumps about five liters of blood every minute. | every minute the heart pumps around five liters of blood
Tap the screen twice to zoom in. | double tap on the screen to zoom in
The old bridge was closed for repairs last summer. | last summer they closed the old bridge to repair it
Choose a strong password that nobody can guess. | pick a strong password no one is able to guess
Plant the seeds about one inch deep. | the seeds should be planted around one inch deep
Drink a glass of water before every meal. | have a glass of water before each meal
The results surprised even the scientists. | even the scientists were surprised by the results
Bread tastes best when it is fresh from the oven. | bread is best when it's fresh out of the oven
I want to thank everyone who helped with this film. | thank you to everybody who helped with this film
Press and hold the power button for five seconds. | hold down the power button for 5 seconds
Wait until the paint is completely dry. | wait for the paint to dry completely
The price includes breakfast and parking. | breakfast and parking are included in the price
Half of the visitors come from abroad. | half the visitors come from other countries
Let us have a look at the second example. | let's look at the second example now
Bees visit thousands of flowers to make a spoon of honey. | to make one spoon of honey bees go to thousands of flowers
"""),
    _pairs("""
Fold the paper in half from top to bottom. | fold the paper in half from left to right
Fold the paper in half from top to bottom. | tear the paper in half from top to bottom
Fold the paper in half from top to bottom. | unfold the paper and turn it over
Fold the paper in half from top to bottom. | take one sheet of paper and put it on the table
Remember to bring your passport to the airport. | you do not have to bring your passport to the airport
Remember to bring your passport to the airport. | remember to bring your umbrella to the airport
Remember to bring your passport to the airport. | somebody stole my passport at the airport
The train leaves from platform seven at noon. | the train leaves from platform eleven at noon
The train leaves from platform seven at noon. | the train leaves from platform seven at midnight
The train leaves from platform seven at noon. | the train arrives at platform seven at noon
The train leaves from platform seven at noon. | the bus leaves from platform seven at noon
Wash your hands before you touch the food. | wash your hands after you touch the food
Wash your hands before you touch the food. | wash the dishes before you touch the food
Wash your hands before you touch the food. | do not touch the food with your hands
Glaciers move only a few centimeters every day. | glaciers move only a few centimeters every year
Glaciers move only a few centimeters every day. | glaciers melt a little every summer
Glaciers move only a few centimeters every day. | rivers move a lot of sand every day
She published her first novel at the age of twenty six. | she published her first novel at the age of sixty two
She published her first novel at the age of twenty six. | she published her last novel at the age of twenty six
She published her first novel at the age of twenty six. | she got married at the age of twenty six
Shake the bottle well before you use it. | do not shake the bottle before you use it
Shake the bottle well before you use it. | close the bottle well after you use it
Shake the bottle well before you use it. | wash the bottle well before you use it
We deliver to every country in Europe. | we deliver to every country in asia
We deliver to every country in Europe. | we travelled to every country in europe
We deliver to every country in Europe. | we do not deliver to every country in europe
The software is free for schools and universities. | the software is expensive for schools and universities
The software is free for schools and universities. | the software was written by schools and universities
The software is free for schools and universities. | the software is not free for schools
Keep your back straight when you lift heavy boxes. | bend your back when you lift heavy boxes
Keep your back straight when you lift heavy boxes. | my back hurts when i lift heavy boxes
Keep your back straight when you lift heavy boxes. | keep your arms straight when you lift heavy boxes
The heart pumps about five liters of blood every minute. | the heart pumps about nine liters of blood every minute
The heart pumps about five liters of blood every minute. | the heart beats about seventy times every minute
The heart pumps about five liters of blood every minute. | the heart pumps about five liters of blood every hour
Tap the screen twice to zoom in. | tap the screen twice to zoom out
Tap the screen twice to zoom in. | tap the screen once to zoom in
Tap the screen twice to zoom in. | tap the screen twice to take a picture
The old bridge was closed for repairs last summer. | the old bridge was opened again last summer
The old bridge was closed for repairs last summer. | the old bridge was closed for repairs last winter
The old bridge was closed for repairs last summer. | the new bridge will be finished next summer
Choose a strong password that nobody can guess. | choose a short password that everybody can guess
Choose a strong password that nobody can guess. | nobody should know your password
Choose a strong password that nobody can guess. | i forgot my password again
Plant the seeds about one inch deep. | plant the seeds about three inches deep
Plant the seeds about one inch deep. | plant the trees about one inch deep
Plant the seeds about one inch deep. | water the seeds every other day
Drink a glass of water before every meal. | drink a glass of water after every meal
Drink a glass of water before every meal. | drink a glass of wine before every meal
Drink a glass of water before every meal. | brush your teeth after every meal
The results surprised even the scientists. | the results did not surprise the scientists
The results surprised even the scientists. | the scientists published the results
The results surprised even the scientists. | the results surprised even the doctors
Bread tastes best when it is fresh from the oven. | bread tastes worst when it is fresh from the oven
Bread tastes best when it is fresh from the oven. | cake tastes best when it is fresh from the oven
Bread tastes best when it is fresh from the oven. | put the bread into the oven
I want to thank everyone who helped with this film. | i want to thank nobody who helped with this film
I want to thank everyone who helped with this film. | everyone who helped with this film was paid
I want to thank everyone who helped with this film. | i want to see everyone who helped with this book
Press and hold the power button for five seconds. | press and hold the power button for fifteen seconds
Press and hold the power button for five seconds. | press and hold the volume button for five seconds
Press and hold the power button for five seconds. | press and hold the power button for five minutes
Press and hold the power button for five seconds. | do not press the power button
Wait until the paint is completely dry. | paint it while the wood is still wet
Wait until the paint is completely dry. | wait until the glue is completely dry
Wait until the paint is completely dry. | do not wait until the paint is dry
The price includes breakfast and parking. | the price does not include breakfast and parking
The price includes breakfast and parking. | the price includes breakfast and dinner
The price includes breakfast and parking. | breakfast is served next to the parking lot
Half of the visitors come from abroad. | a third of the visitors come from abroad
Half of the visitors come from abroad. | half of the students come from abroad
Half of the visitors come from abroad. | most of the visitors come by train
Let us have a look at the second example. | let us have a look at the third example
Let us have a look at the second example. | let us have a look at the second problem
Let us have a look at the second example. | for example we could look at the second house
Bees visit thousands of flowers to make a spoon of honey. | bees visit hundreds of flowers to make a spoon of honey
Bees visit thousands of flowers to make a spoon of honey. | bees visit thousands of flowers to find their way home
Bees visit thousands of flowers to make a spoon of honey. | put a spoon of honey into your tea
Turn left at the church and walk up the hill. | turn right at the church and walk up the hill
Turn left at the church and walk up the hill. | turn left at the church and walk down the hill
Turn left at the church and walk up the hill. | turn left at the school and walk up the hill
The doctor told Maria to rest for a week. | the doctor told julia to rest for a week
The doctor told Maria to rest for a week. | maria told the doctor to rest for a week
The doctor told Maria to rest for a week. | the doctor told maria to rest for a month
You should call us as soon as possible. | you should not call us before monday
You should call us as soon as possible. | we will call you as soon as possible
Close the window when it rains. | open the window when it rains
Close the window when it rains. | close the window when it is cold
Close the window when it rains. | close the door when it rains
Add the eggs one after another. | add the sugar one spoon after another
Add the eggs one after another. | boil the eggs one after another
Our office is on the third floor. | our office is on the fourth floor
Our office is on the third floor. | our office has a new wooden floor
My brother lives in Canada. | my sister lives in canada
My brother lives in Canada. | my brother works in canada
The film was not as good as the book. | the film was as good as the book
The film was not as good as the book. | the book was not as good as the film
The shop opens at eight and closes at six. | the shop opens at six and closes at eight
The shop opens at eight and closes at six. | the shop is closed on sundays
Nobody was hurt in the accident. | everybody was hurt in the accident
Nobody was hurt in the accident. | two people were hurt in the accident
"""),
)

UNSEEN: Final = Pairs(
    _pairs("""
Welcome back to the workshop, everybody. | hi everyone and welcome back to the workshop
If you have any questions, leave them in the comments below. | any questions you have just leave them down in the comments
This little robot can climb stairs all by itself. | this small robot climbs stairs on its own
First, preheat the oven to two hundred degrees. | so first of all you preheat the oven at 200 degrees
We interviewed forty teachers about their working hours. | forty teachers were interviewed by us about their working hours
The volcano erupted again in the spring of 2010. | in spring 2010 the volcano erupted once again
Sleep is when the brain sorts the memories of the day. | it's during sleep that the brain sorts the day's memories
You do not need any special tools for this project. | you don't need special tools at all for this project
Our prices have not changed since last year. | our prices haven't changed since last year's
Take the second street on the left after the bank. | after the bank you take the second street on your left
The author never explains why the hero leaves the city. | why the hero leaves the city is something the author never explains
A cup of coffee contains about ninety milligrams of caffeine. | there's about 90 milligrams of caffeine in a cup of coffee
Please silence your phones before the show begins. | before the show starts please silence your phones
Good light matters more than an expensive camera. | having good light is more important than an expensive camera
The school garden feeds sixty children every day. | every day sixty kids are fed by the school garden
Write the date on the box so that you can find it later. | put the date on the box so you can find it again later
Our app works without an internet connection. | you can use our app without any connection to the internet
The water boils after about four minutes. | after around four minutes the water will boil
It took her eleven months to sail around the world. | she needed eleven months to sail around the world
The factory recycles almost all of its waste. | nearly all of the waste is recycled by the factory
"""),
    _pairs("""
Welcome back to the workshop, everybody. | the workshop is closed today
Welcome back to the workshop, everybody. | everybody went back to work after lunch
Welcome back to the workshop, everybody. | welcome back to the kitchen everybody
If you have any questions, leave them in the comments below. | i read all your comments last night
If you have any questions, leave them in the comments below. | if you have any ideas leave them in the comments below
If you have any questions, leave them in the comments below. | no wait that was the wrong line about the comments
This little robot can climb stairs all by itself. | this little robot can clean stairs all by itself
This little robot can climb stairs all by itself. | this little robot cannot climb stairs
This little robot can climb stairs all by itself. | the robot fell down the stairs again
First, preheat the oven to two hundred degrees. | first preheat the oven to one hundred and eighty degrees
First, preheat the oven to two hundred degrees. | put it into the oven for two hundred minutes
First, preheat the oven to two hundred degrees. | is the oven hot already
We interviewed forty teachers about their working hours. | we interviewed fourteen teachers about their working hours
We interviewed forty teachers about their working hours. | we interviewed forty students about their working hours
We interviewed forty teachers about their working hours. | forty teachers interviewed us about our working hours
The volcano erupted again in the spring of 2010. | the volcano erupted again in the spring of 2012
The volcano erupted again in the spring of 2010. | the volcano was quiet again in the spring of 2010
The volcano erupted again in the spring of 2010. | tourists visit the volcano in spring
Sleep is when the brain sorts the memories of the day. | the brain needs a lot of energy during the day
Sleep is when the brain sorts the memories of the day. | i did not sleep well last night
Sleep is when the brain sorts the memories of the day. | sleep is when the body repairs the damage of the day
You do not need any special tools for this project. | you need some special tools for this project
You do not need any special tools for this project. | you do not need any special skills for this project
You do not need any special tools for this project. | where are the tools for this project
Our prices have not changed since last year. | our prices have changed since last year
Our prices have not changed since last year. | our prices have not changed since last week
Our prices have not changed since last year. | our opening hours have not changed since last year
Take the second street on the left after the bank. | take the third street on the left after the bank
Take the second street on the left after the bank. | take the second street on the right after the bank
Take the second street on the left after the bank. | take the second street on the left before the bank
The author never explains why the hero leaves the city. | the author explains why the hero leaves the city
The author never explains why the hero leaves the city. | the author never explains why the hero returns to the city
The author never explains why the hero leaves the city. | the hero never explains why the author leaves the city
A cup of coffee contains about ninety milligrams of caffeine. | a cup of tea contains about ninety milligrams of caffeine
A cup of coffee contains about ninety milligrams of caffeine. | a cup of coffee contains about nine milligrams of caffeine
A cup of coffee contains about ninety milligrams of caffeine. | can i have a cup of coffee please
Please silence your phones before the show begins. | please silence your phones after the show begins
Please silence your phones before the show begins. | please buy your tickets before the show begins
Please silence your phones before the show begins. | my phone rang while the show began
Good light matters more than an expensive camera. | good light matters less than an expensive camera
Good light matters more than an expensive camera. | an expensive camera matters more than good light
Good light matters more than an expensive camera. | the light in this room is not good for the camera
The school garden feeds sixty children every day. | the school garden feeds sixteen children every day
The school garden feeds sixty children every day. | sixty children play in the school garden every day
The school garden feeds sixty children every day. | the school kitchen feeds sixty children every day
Write the date on the box so that you can find it later. | write your name on the box so that you can find it later
Write the date on the box so that you can find it later. | write the date on the box so that you can sell it later
Write the date on the box so that you can find it later. | i cannot find the box any more
Our app works without an internet connection. | our app does not work without an internet connection
Our app works without an internet connection. | our app works with any internet connection
Our app works without an internet connection. | our website works without an internet connection
The water boils after about four minutes. | the water boils after about fourteen minutes
The water boils after about four minutes. | the pasta is done after about four minutes
The water boils after about four minutes. | the water boils at a hundred degrees
It took her eleven months to sail around the world. | it took him eleven months to sail around the world
It took her eleven months to sail around the world. | it took her eleven months to write the book
It took her eleven months to sail around the world. | it took her eleven weeks to sail around the world
The factory recycles almost all of its waste. | the factory burns almost all of its waste
The factory recycles almost all of its waste. | the factory recycles hardly any of its waste
The factory recycles almost all of its waste. | the factory produces a lot of waste
"""),
)

FRESH: Final = Pairs(
    _pairs("""
The hardest part of learning a language is to keep going. | keeping at it is the hardest part of learning a language
You will find the link to the free course in the description. | the link to the free course is down in the description
Spread the butter on the bread while it is still warm. | while the bread is still warm you spread the butter on it
Half a century ago, nobody believed that this was possible. | fifty years ago no one believed that this was possible
Carry the ladder with two people. | two people should carry the ladder
In winter the lake freezes from shore to shore. | the lake freezes over from shore to shore in the winter
The sensor measures the temperature every ten seconds. | every ten seconds the temperature is measured by the sensor
We tested six cheap microphones so that you do not have to. | so you don't have to we've tested six cheap microphones
Hang the picture at the height of your eyes. | the picture should hang at the height of your eyes
Children learn faster when they are allowed to make mistakes. | kids learn quicker if they're allowed to make mistakes
Tie the rope around the tree and pull it tight. | you tie the rope around the tree and then pull it tight
The ferry to the island runs four times a day. | four times a day there is a ferry to the island
This camera costs less than a hundred dollars. | this camera is less than a hundred dollars
The moon has no air and no weather. | there is no air on the moon and no weather
Before we begin, let me tell you why this matters. | let me tell you why this matters before we begin
"""),
    _pairs("""
The hardest part of learning a language is to keep going. | the easiest part of learning a language is to keep going
The hardest part of learning a language is to keep going. | the hardest part of learning a language is the grammar
The hardest part of learning a language is to keep going. | she speaks three languages without an accent
The hardest part of learning a language is to keep going. | sorry can i do that one about learning a language again
You will find the link to the free course in the description. | you will not find the link to the free course in the description
You will find the link to the free course in the description. | you will find the link to my new book in the description
You will find the link to the free course in the description. | the course is free for everybody who signs up today
You will find the link to the free course in the description. | you will find the link to the free course in the comments
Spread the butter on the bread while it is still warm. | spread the butter on the bread when it is cold
Spread the butter on the bread while it is still warm. | spread the honey on the bread while it is still warm
Spread the butter on the bread while it is still warm. | bread and butter is all i need
Half a century ago, nobody believed that this was possible. | half a century ago everybody believed that this was possible
Half a century ago, nobody believed that this was possible. | half a year ago nobody believed that this was possible
Half a century ago, nobody believed that this was possible. | nobody believes that this is possible today
Carry the ladder with two people. | carry the ladder alone
Carry the ladder with two people. | two people fell off the ladder
Carry the ladder with two people. | carry the table with two people
Carry the ladder with two people. | lean the ladder against the wall
In winter the lake freezes from shore to shore. | in summer the lake is warm enough to swim from shore to shore
In winter the lake freezes from shore to shore. | in winter the lake never freezes
In winter the lake freezes from shore to shore. | in winter the river freezes from shore to shore
In winter the lake freezes from shore to shore. | we went skating on the lake
The sensor measures the temperature every ten seconds. | the sensor measures the temperature every ten minutes
The sensor measures the temperature every ten seconds. | the sensor measures the pressure every ten seconds
The sensor measures the temperature every ten seconds. | the temperature changes every ten seconds
The sensor measures the temperature every ten seconds. | the sensor stopped working because of the temperature
We tested six cheap microphones so that you do not have to. | we tested six cheap cameras so that you do not have to
We tested six cheap microphones so that you do not have to. | we tested six expensive microphones so that you do not have to
We tested six cheap microphones so that you do not have to. | is this microphone on
We tested six cheap microphones so that you do not have to. | you do not have to buy an expensive microphone
Hang the picture at the height of your eyes. | hang the lamp at the height of your eyes
Hang the picture at the height of your eyes. | hang the picture above the height of your eyes
Hang the picture at the height of your eyes. | paint the picture with your eyes closed
Hang the picture at the height of your eyes. | measure the height of the wall before you hang the picture
Children learn faster when they are allowed to make mistakes. | children learn slower when they are allowed to make mistakes
Children learn faster when they are allowed to make mistakes. | children learn faster when they are allowed to play
Children learn faster when they are allowed to make mistakes. | adults learn faster when they are allowed to make mistakes
Children learn faster when they are allowed to make mistakes. | children are not allowed to make mistakes
Children learn faster when they are allowed to make mistakes. | teachers make mistakes too
Tie the rope around the tree and pull it tight. | untie the rope and take it off the tree
Tie the rope around the tree and pull it tight. | tie the rope around the tree and let it hang loose
Tie the rope around the tree and pull it tight. | tie the dog to the tree with the rope
Tie the rope around the tree and pull it tight. | climb the tree with the rope
The ferry to the island runs four times a day. | the ferry to the island runs four times a week
The ferry to the island runs four times a day. | the ferry to the island takes four hours
The ferry to the island runs four times a day. | the bus to the airport runs four times a day
The ferry to the island runs four times a day. | four people live on the island
This camera costs less than a hundred dollars. | this camera costs more than a hundred dollars
This camera costs less than a hundred dollars. | this camera weighs less than a hundred grams
This camera costs less than a hundred dollars. | this tripod costs less than a hundred dollars
This camera costs less than a hundred dollars. | a good lens costs more than the camera
The moon has no air and no weather. | mars has little air and some weather
The moon has no air and no weather. | the moon has air and weather
The moon has no air and no weather. | the moon has no light of its own
The moon has no air and no weather. | there is no moon tonight and the weather is bad
Before we begin, let me tell you why this matters. | before we begin let me tell you who i am
Before we begin, let me tell you why this matters. | before we finish let me tell you why this matters
Before we begin, let me tell you why this matters. | are we ready to begin
You can pay by card or in cash. | you can pay by card but not in cash
You can pay by card or in cash. | you can only pay in cash
The red team beat the blue team. | the blue team beat the red team
The red team beat the blue team. | the red team lost against the blue team
The dog chased the cat through the garden. | the cat chased the dog through the garden
The dog chased the cat through the garden. | the dog chased the ball through the garden
Move the slider to the left to make the picture darker. | move the slider to the right to make the picture brighter
Move the slider to the left to make the picture darker. | move the slider to the left to make the picture brighter
Send the form to the bank by Friday. | send the form to the bank on monday
Send the form to the bank by Friday. | the bank will send you a form by friday
The library is open on Sundays. | the library is not open on sundays
The library is open on Sundays. | the library is only open on saturdays
"""),
)
