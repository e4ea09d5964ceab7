//! What every page begins with, the claims at a glance, and how far to trust them.

use super::Phrase;

pub(super) static PHRASES: &[Phrase] = &[
    // The head of a page
    ("Skip to the findings", "Saltar a los resultados"),
    ("Contents", "Contenido"),
    ("In another language:", "En otro idioma:"),
    ("sampled future", "futuro muestreado"),
    ("sampled futures", "futuros muestreados"),
    ("looks", "se parece"),
    ("look", "se parecen"),
    (
        "{accepted} of {drawn} {look} like {years} ({share})",
        "{accepted} de {drawn} {look} a {years} ({share})",
    ),
    ("{accepted}. {policies}, {years}.", "{accepted}. {policies}, {years}."),
    (
        "{accepted}; {policies} compared over {years}. A share of sampled futures is not a probability.",
        "{accepted}; {policies} comparadas en {years}. Una proporción de futuros muestreados no es una \
         probabilidad.",
    ),
    ("policy", "política"),
    ("policies", "políticas"),
    ("mid-{year}", "mediados de {year}"),
    ("n/a", "s/d"),
    (
        "So few futures are left that the shares are only rough; draw more futures for firmer ones.",
        "Quedan tan pocos futuros que las proporciones son solo aproximadas; con más futuros serían más firmes.",
    ),
    // Claims
    ("What the article says", "Lo que dice el artículo"),
    ("What is claimed", "Lo que se afirma"),
    ("claim", "afirmación"),
    ("holds in", "se cumple en"),
    ("across mechanisms", "según el mecanismo"),
    ("depends most on", "depende sobre todo de"),
    ("no single assumption dominates", "ningún supuesto domina"),
    ("not tested", "sin probar"),
    ("undecided", "sin resolver"),
    ("{share} futures", "{share} futuros"),
    ("{share} of futures", "{share} de los futuros"),
    ("{share}", "{share}"),
    ("{held} of {decided}", "{held} de {decided}"),
    (
        "By \"{alternative}\": {shares} (not pooled)",
        "Según «{alternative}»: {shares} (por separado)",
    ),
    ("Tested:", "Enunciado probado:"),
    ("Not tested:", "Sin probar:"),
    ("Counter-argument:", "Contraargumento:"),
    (
        "Undecided in {futures}, where a run failed",
        "Sin resolver en {futures}, donde falló una corrida",
    ),
    (
        "A share of sampled futures is not a probability.",
        "Una proporción de futuros muestreados no es una probabilidad.",
    ),
    (
        "A share of sampled futures is not a probability. It says how often a claim holds among the \
         futures that were sampled and look like the past; other ranges would give other shares.",
        "Una proporción de futuros muestreados no es una probabilidad. Dice con qué frecuencia se cumple una afirmación \
         entre los futuros que se muestrearon y se parecen al pasado; otros rangos darían otras proporciones.",
    ),
    (
        "dot: all futures; bar: across mechanisms",
        "punto: todos los futuros; barra: según el mecanismo",
    ),
    (
        "Claims, and the share of sampled futures in which each holds",
        "Afirmaciones, y la proporción de futuros muestreados en que se cumple cada una",
    ),
    ("future", "futuro"),
    ("futures", "futuros"),
    // Policies
    (
        "Change relative to \"{reference}\", future by future",
        "Cambio respecto a «{reference}», futuro por futuro",
    ),
    ("Median (5th–95th percentile).", "Mediana (percentiles 5 a 95)."),
    (
        "Median (5th–95th percentile). Policies are listed in the study's order; they are not ranked.",
        "Mediana (percentiles 5 a 95). Las políticas aparecen en el orden del estudio; no están clasificadas.",
    ),
    (
        "First row: the level with no change; other rows: the change from it",
        "Primera fila: el nivel sin cambios; las demás: el cambio respecto a él",
    ),
    ("Details: ", "Detalles: "),
    ("unchanged", "igual"),
    // How far to trust it
    ("How far to trust it", "Hasta dónde confiar en esto"),
    ("Fit to the record", "Ajuste al registro"),
    ("What it cannot tell", "Lo que no puede decir"),
    ("What it cannot tell:", "Lo que no puede decir:"),
    ("Full comparison", "Comparación completa"),
    (
        "{inside} of {points} within the 90 % band",
        "{inside} de {points} dentro de la banda de 90 %",
    ),
    (
        "{variable}, {years}: the model gives {model} for {period}, the record shows {observed}; {counted}",
        "{variable}, {years}: el modelo da {model} para {period}, el registro muestra {observed}; {counted}",
    ),
    (
        "{variable}, {years}: the model gives {model} for {period}, the record shows {observed}: missed; {counted}",
        "{variable}, {years}: el modelo da {model} para {period}, el registro muestra {observed}: sin acierto; {counted}",
    ),
    ("fiscal year {year}", "año fiscal {year}"),
    ("first half of {year}", "primer semestre de {year}"),
    ("second half of {year}", "segundo semestre de {year}"),
    ("{month} {year}", "{month} de {year}"),
    ("January", "enero"),
    ("February", "febrero"),
    ("March", "marzo"),
    ("April", "abril"),
    ("May", "mayo"),
    ("June", "junio"),
    ("July", "julio"),
    ("August", "agosto"),
    ("September", "septiembre"),
    ("October", "octubre"),
    ("November", "noviembre"),
    ("December", "diciembre"),
    ("quarter {quarter} of {year}", "trimestre {quarter} de {year}"),
    ("{from} to {until}", "{from} a {until}"),
    ("{error} for {variable}", "{error} en {variable}"),
    (
        "{years} (used for fitting): mean error {told}; less for the others",
        "{years} (años del ajuste): error medio de {told}; menor en las demás series",
    ),
    (
        "{years} (used for fitting): mean error {told}",
        "{years} (años del ajuste): error medio de {told}",
    ),
    ("  {n} more in the report", "  {n} más en el informe"),
    (
        "{runs} failed. Failed runs are counted, left out of averages and listed in the report.",
        "{runs} con error. Las corridas fallidas se cuentan, no entran en los promedios y se enumeran en el \
         informe.",
    ),
    (
        "{runs} failed. Failed runs are counted and left out of averages.",
        "{runs} con error. Las corridas fallidas se cuentan y no entran en los promedios.",
    ),
    ("run", "corrida"),
    ("runs", "corridas"),
    // Onward
    ("Report", "Informe"),
    ("Next", "Sigue"),
    ("Every line of the article", "Cada línea del artículo"),
];
