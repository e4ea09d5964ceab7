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
    (
        "{failed} of {drawn} failed before policies begin; shares are of the other {accepted}",
        "{failed} de {drawn} fallaron antes de que empiecen las políticas; las proporciones son de los otros {accepted}",
    ),
    (
        "{looks}; {failed} failed before policies begin",
        "{looks}; {failed} fallaron antes de que empiecen las políticas",
    ),
    ("{accepted}. {policies}, {years}.", "{accepted}. {policies}, {years}."),
    ("a change counts from {material} on", "umbral de cambio: {material}"),
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
    ("depends most on", "depende sobre todo de"),
    ("no single assumption dominates", "ningún supuesto domina"),
    ("not tested", "sin probar"),
    ("undecided", "sin resolver"),
    ("{share} futures", "{share} futuros"),
    ("{share} of futures", "{share} de los futuros"),
    ("{share}", "{share}"),
    ("{held} of {decided}", "{held} de {decided}"),
    (
        "By \"{alternative}\": {shares} (not averaged)",
        "Según «{alternative}»: {shares} (sin promediar)",
    ),
    ("survivors", "vigentes"),
    ("by fit", "por ajuste"),
    ("none left", "no queda ninguno"),
    (
        "Survivors: in the {futures} whose explanations the record of {years} does not reject.",
        "Vigentes: en los {futures} cuyas explicaciones no rechaza el registro de {years}.",
    ),
    (
        "Futures: the share in which a claim holds.",
        "Futuros: la proporción en que se cumple una afirmación.",
    ),
    (
        "By fit: weighted by fit to the record.",
        "Por ajuste: ponderados por ajuste al registro.",
    ),
    (
        "Range: lowest to highest share by explanation.",
        "Rango: de la proporción más baja a la más alta según la explicación.",
    ),
    (
        "Two figures: one explanation decides, so no average.",
        "Dos cifras: decide la explicación; no se promedian.",
    ),
    (
        "It rejects every explanation of: {questions}.",
        "Rechaza todas las explicaciones de: {questions}.",
    ),
    (
        "Too few futures to test any explanation of: {questions}.",
        "Hay muy pocos futuros para probar las explicaciones de: {questions}.",
    ),
    (
        "No share among survivors: too few futures to test the explanations against the record. More futures would.",
        "Sin proporción entre vigentes: son muy pocos futuros para comparar las explicaciones con el registro; con \
         más futuros se podría.",
    ),
    (
        "No share among survivors: the record rejects every explanation that was tested.",
        "Sin proporción entre vigentes: el registro rechaza todas las explicaciones que se pusieron a prueba.",
    ),
    (
        "No share among survivors: no future is left whose explanations the record does not reject.",
        "Sin proporción entre vigentes: no queda ningún futuro cuyas explicaciones no rechace el registro.",
    ),
    (
        "Not used for fitting, {years}: {counted}.",
        "Fuera del ajuste, {years}: {counted}.",
    ),
    (
        "Most missed: {variable}; the model gives {model} for {period}, the record shows {observed}.",
        "La peor reproducida: {variable}; el modelo da {model} para {period}, el registro muestra {observed}.",
    ),
    ("Weakest assumption: {name}.", "Supuesto más débil: {name}."),
    ("No single assumption dominates.", "Ningún supuesto domina."),
    (
        "Narrowing disputed ranges moves these by {points} points or more: {claims}.",
        "Acotar los rangos en disputa mueve {points} puntos o más: {claims}.",
    ),
    (
        "Each claim's test, counter-argument and shares in other samples: in the report.",
        "La prueba, el contraargumento y las proporciones en otras muestras de cada afirmación están en el informe.",
    ),
    ("With thresholds of their own: {claims}.", "Con otro umbral: {claims}."),
    // Harm and benefit
    (
        "Compared with \"{reference}\", better/worse in %",
        "Frente a «{reference}», mejor/peor en %",
    ),
    (
        "Harm and benefit compared with \"{reference}\"",
        "Daño y beneficio frente a «{reference}»",
    ),
    ("better/worse, % of futures", "mejor/peor, % de futuros"),
    (
        "They move none of these: {courses}.",
        "No mueven ninguno de estos: {courses}.",
    ),
    (
        "Better/worse: the % of futures in which the outcome is better, and worse, by at least {material}.",
        "Mejor/peor: el % de los futuros en que el resultado mejora, y empeora, al menos {material}.",
    ),
    (
        "Better/worse: the % of futures in which the outcome is better, and worse, enough to count.",
        "Mejor/peor: el % de los futuros en que el resultado mejora, y empeora, lo suficiente para contar.",
    ),
    (
        "Little change, each median below {material}: {policies}.",
        "Poco cambio, con cada mediana por debajo de {material}: {policies}.",
    ),
    ("What decides it", "De qué depende"),
    ("Where to look further", "Dónde ver más"),
    (
        "{report}: each claim's test, counter-argument and shares in other samples, every policy and outcome, and the \
         source of every number.",
        "{report}: prueba, contraargumento y otras muestras de cada afirmación, las demás políticas y resultados, y las \
         fuentes.",
    ),
    ("Not tested:", "Sin probar:"),
    ("Counter-argument:", "Contraargumento:"),
    (
        "A share of sampled futures is not a probability.",
        "Una proporción de futuros muestreados no es una probabilidad.",
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
    ("Full comparison", "Comparación completa"),
    (
        "{inside} of {points} within the 90 % band",
        "{inside} de {points} en la banda de 90 %",
    ),
    (
        "{variable}, {years}: the model gives {model} for {period}, the record shows {observed}; {counted}",
        "{variable}, {years}: el modelo da {model} para {period}, el registro muestra {observed}; {counted}",
    ),
    (
        "{variable}, {years}: the model gives {model} for {period}, the record shows {observed}: missed; {counted}",
        "{variable}, {years}: el modelo da {model} para {period}, el registro muestra {observed}: no acierta; {counted}",
    ),
    ("the {period}", "el {period}"),
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
    ("first quarter of {year}", "1.er trimestre de {year}"),
    ("second quarter of {year}", "2.º trimestre de {year}"),
    ("third quarter of {year}", "3.er trimestre de {year}"),
    ("fourth quarter of {year}", "4.º trimestre de {year}"),
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
