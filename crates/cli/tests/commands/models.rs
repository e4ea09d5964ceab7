//! Small models of our own.

/// Newton's law of cooling.
pub const TEACUP: &str = "{UTF-8}
Teacup = INTEG(-Heat loss, 180) ~ degree ~ Coffee would do as well. |
Heat loss = (Teacup - Room) / Cooling time ~ degree/Minute ~ |
Room = 70 ~ degree ~ |
Cooling time = 10 ~ Minute ~ |
INITIAL TIME = 0 ~ Minute ~ |
FINAL TIME = 30 ~ Minute ~ |
TIME STEP = 0.125 ~ Minute ~ |
SAVEPER = TIME STEP ~ Minute ~ |
";

/// Two regions with a constant each.
pub const REGIONS: &str = "{UTF-8}
Region: North, South ~ ~ |
People[Region] = INTEG(births[Region], 100) ~ person ~ |
births[Region] = People[Region] * birth rate[Region] ~ person/Year ~ |
birth rate[Region] = 0.1, 0.2 ~ 1/Year ~ |
half life == 5 ~ Year ~ |
INITIAL TIME = 0 ~ Year ~ |
FINAL TIME = 2 ~ Year ~ |
TIME STEP = 1 ~ Year ~ |
SAVEPER = 1 ~ Year ~ |
";
