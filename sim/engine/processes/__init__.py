"""What happens in a replication: processes that wait for their moment and have an agent decide.

At each table:

- `talks`: rounds of offers, demands and answers
- `windows`: shut talks open by way of contacts, at a hazard that events move
- `growth`: steps that held grow, and their relief is made permanent
- `proposals`: what a side proposes anew, and what the target may fairly demand
- `refusals`: what is demanded for show, and how demands are refused
- `roadmap`: stages agreed at the outset
- `conclusion`: everybody whose yes is needed is asked
- `gestures`: unilateral steps while trust is low
- `deals`: what follows from a deal: relief lot by lot, licences, delivery
- `giving`: what the target owes and gives: in force, watched, over with its term
- `review`: the review of relief by the legislature
- `compliance`: violations, and whether relief is reversed

Others:

- `pendulum`: new designations: how often they come, what they are, what they spare
- `partners`: agreements of a partner at war with the executive
- `threats`: threats and deadlines
- `reversal`: relief reversed by a successor, or after a crackdown
- `law`: emergencies, acts of the council, sunsets
- `licensed`: licences of the first day
- `congress`: bills, elections, repeals, terms
- `bills`: the stock of bills of new sanctions, which wait for the floor
- `roll_calls`: what the log says of a roll call
- `floor`: roll calls on them, signatures and vetoes
- `convening`: what a legislature would accept; its bills are counted in the end
- `vehicles`: acts that must pass, and the bills that ride on them
- `enacting`: what a law of new sanctions does
- `acts`: acts of the legislature for relief: repeals and resolutions of approval
- `stance`: where the president stands on new sanctions
- `common_position`: what it takes that the council's members agree on a package
- `mandates`: when the council opens a channel of its own
- `council`: its relief and its new packages
- `followers`: who adopts and eases after another
- `easing`: relief by a council or a follower, measure by measure
- `world`: war, shocks, new designations
- `war`: truces, ceasefires and peace that come by themselves
- `governments`: leaders of the target leave, and who comes after them
- `aims`: a sender gives up what its sanctions were for, or sees it met
- `wind_down`: then sanctions are wound down; favours to single names
- `oil`: the price of oil, and licences while it is dear
- `interventions`: what the scenario changes on the way
- `lags`: waits of a number of days that was drawn
- `arrivals`: Poisson events whose rate may change
- `steered`: arrivals that are asked to come, or not to; `asked`: renewals that are asked to fall
"""
