"""The law on a day: of a catalogue, of a scenario, or of a future that was simulated.

law
    The door: reads the law and answers for measures and dates.
reading
    Whose law a question is about, as data.
future
    The law of a simulated future.
measure
    What the law says of one measure.
overview
    All measures in force, and the calendar of the law.
calendar, sheets
    The calendar as a file that calendar programs take, and the law as tables for a spreadsheet.
words
    Procedures, routes and deadlines in words.
"""
