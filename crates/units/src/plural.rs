//! Plurals of English words, and of the abbreviations that stand for units.

/// Words that end in -s and are no plurals, besides those in -ss, -us and -is.
const SINGULAR: &[&str] = &[
    "gas",
    "atlas",
    "bias",
    "canvas",
    "biogas",
    "lens",
    "news",
    "series",
    "species",
    "means",
    "headquarters",
    "physics",
    "economics",
    "mathematics",
    "politics",
    "celsius",
    "cfs",
    "mps",
    "fps",
    "gps",
];

/// Plurals that no ending tells.
const IRREGULAR: &[(&str, &str)] = &[
    ("people", "person"),
    ("men", "man"),
    ("women", "woman"),
    ("children", "child"),
    ("mice", "mouse"),
    ("geese", "goose"),
    ("oxen", "ox"),
    ("teeth", "tooth"),
    ("feet", "foot"),
    ("indices", "index"),
    ("criteria", "criterion"),
    ("calves", "calf"),
    ("halves", "half"),
    ("knives", "knife"),
    ("leaves", "leaf"),
    ("lives", "life"),
    ("loaves", "loaf"),
    ("shelves", "shelf"),
    ("thieves", "thief"),
    ("wives", "wife"),
    ("wolves", "wolf"),
    ("quizzes", "quiz"),
    ("menus", "menu"),
    ("taxis", "taxi"),
    ("skis", "ski"),
];

/// Words whose plural ends as if another letter were missing: `calories` is not `calory`.
const IN_E: &[&str] = &[
    "calorie",
    "kilocalorie",
    "cookie",
    "movie",
    "ache",
    "cache",
    "headache",
    "niche",
    "avalanche",
    "axe",
    "canoe",
    "foe",
    "hoe",
    "shoe",
    "toe",
    "horseshoe",
];

/// Endings of plurals and of the words alone; the first that fits counts.
const ENDINGS: &[(&str, &str)] = &[
    ("ies", "y"),
    ("xes", "x"),
    ("ches", "ch"),
    ("shes", "sh"),
    ("sses", "ss"),
    ("oes", "o"),
    ("s", ""),
];

/// The shortest stem of a plural in -ies that ends in -y: `ties` is more than one `tie`.
const SHORTEST_STEM_IN_Y: usize = 2;

/// A word in lower case without the ending of its plural.
pub(crate) fn singular(word: &str) -> String {
    if let Some((_, single)) = IRREGULAR.iter().find(|(plural, _)| *plural == word) {
        return (*single).to_string();
    }
    if is_singular(word) {
        return word.to_string();
    }
    let stem = word.strip_suffix('s').unwrap_or(word);
    if IN_E.contains(&stem) {
        return stem.to_string();
    }
    // `gases`, `buses`: more than one of a word that itself ends in -s.
    if let Some(single) = stem.strip_suffix('e').filter(|s| s.ends_with('s') && is_known_singular(s)) {
        return single.to_string();
    }
    by_ending(word)
}

fn is_singular(word: &str) -> bool {
    let is_short = word.len() < 3; // `s` is a second, `ms` a thousandth of it
    is_short || ["ss", "us", "is"].iter().any(|ending| word.ends_with(ending)) || SINGULAR.contains(&word)
}

/// Words in -us whose plural in -uses is not one of a word in -use.
const IN_US: &[&str] = &[
    "bus", "campus", "census", "bonus", "focus", "status", "surplus", "virus",
];

fn is_known_singular(word: &str) -> bool {
    SINGULAR.contains(&word) || IN_US.contains(&word)
}

fn by_ending(word: &str) -> String {
    let fits = |(plural, ending): &(&str, &str)| {
        let stem = word.strip_suffix(plural)?;
        let is_whole = *ending != "y" || stem.len() >= SHORTEST_STEM_IN_Y;
        is_whole.then(|| format!("{stem}{ending}"))
    };
    ENDINGS.iter().find_map(fits).unwrap_or_else(|| word.to_string())
}

#[cfg(test)]
mod tests {
    use super::singular;

    #[test]
    fn real_plurals_are_folded() {
        for (plural, single) in [
            ("people", "person"),
            ("persons", "person"),
            ("deaths", "death"),
            ("deliveries", "delivery"),
            ("foxes", "fox"),
            ("glasses", "glass"),
            ("batches", "batch"),
            ("buses", "bus"),
            ("gases", "gas"),
            ("biases", "bias"),
            ("viruses", "virus"),
            ("houses", "house"),
            ("uses", "use"),
            ("doses", "dose"),
            ("cases", "case"),
            ("calories", "calorie"),
            ("ties", "tie"),
            ("potatoes", "potato"),
            ("shoes", "shoe"),
            ("waves", "wave"),
            ("wolves", "wolf"),
            ("lbs", "lb"),
            ("kgs", "kg"),
            ("yrs", "yr"),
            ("indices", "index"),
        ] {
            assert_eq!(singular(plural), single, "{plural}");
        }
    }

    #[test]
    fn a_word_in_s_may_be_one() {
        for word in [
            "gas", "bus", "news", "mass", "glass", "lens", "series", "species", "virus", "census", "crisis", "basis",
            "analysis", "status", "s", "ms", "us", "$", "person", "",
        ] {
            assert_eq!(singular(word), word);
        }
    }

    #[test]
    fn folding_twice_changes_nothing() {
        for word in ["people", "glasses", "gases", "calories", "wolves", "ties", "mice"] {
            let once = singular(word);
            assert_eq!(singular(&once), once);
        }
    }
}
