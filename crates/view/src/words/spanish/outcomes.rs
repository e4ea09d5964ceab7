//! Outcomes, claims one by one, and the past that they were compared with.

use super::Phrase;

pub(super) static PHRASES: &[Phrase] = &[
    // Every outcome
    ("All outcomes", "Todos los resultados"),
    ("outcome", "resultado"),
    (
        "How often each policy does better",
        "Con qué frecuencia mejora cada política",
    ),
    (
        "Share of futures in which each policy does better than \"{reference}\"",
        "Proporción de futuros en que cada política da mejor resultado que «{reference}»",
    ),
    ("How much each policy changes", "Cuánto cambia con cada política"),
    ("lower is better", "menos es mejor"),
    ("higher is better", "más es mejor"),
    (
        "{outcome}: change relative to \"{reference}\"",
        "{outcome}: cambio respecto a «{reference}»",
    ),
    ("per cent", "por ciento"),
    ("no change", "sin cambio"),
    ("← better", "← mejor"),
    ("worse →", "peor →"),
    ("← worse", "← peor"),
    ("better →", "mejor →"),
    ("level", "nivel"),
    ("change", "cambio"),
    ("better in", "mejor en"),
    ("beyond the threshold in", "pasa el umbral en"),
    (
        "{outcome}, {unit}: median (5th–95th percentile); changes are relative to \"{reference}\", future by \
         future",
        "{outcome}, {unit}: mediana (percentiles 5 a 95); los cambios son respecto a «{reference}», futuro por \
         futuro",
    ),
    (
        "{outcome}: change relative to \"{reference}\", future by future (line: 5th–95th percentile)",
        "{outcome}: cambio respecto a «{reference}», futuro por futuro (línea: percentiles 5 a 95)",
    ),
    (
        "{heading}, and the share of sampled futures in which it holds (bar: range across mechanisms)",
        "{heading}, y la proporción de futuros muestreados en que se cumple (barra: rango según el mecanismo)",
    ),
    // Over time
    ("Over time", "A lo largo del tiempo"),
    ("{variable}, {unit}, in {futures}", "{variable}, {unit}, en {futures}"),
    (
        "{policy} in {year}: {levels}{unit}",
        "{policy} en {year}: {levels}{unit}",
    ),
    ("; {base}: {levels}", "; {base}: {levels}"),
    ("policies from {year}", "políticas desde {year}"),
    ("observed", "observado"),
    ("year", "año"),
    ("Observed: ", "Observado: "),
    ("no unit", "sin unidad"),
    // The claims, one by one
    ("The claims, one by one", "Las afirmaciones, una por una"),
    ("Line {lines} of the article", "Línea {lines} del artículo"),
    ("Lines {lines} of the article", "Líneas {lines} del artículo"),
    ("Test: ", "Prueba: "),
    (
        "Depends most on (strongest first):",
        "Depende sobre todo de (de mayor a menor):",
    ),
    ("Holds in ", "Se cumple en "),
    ("; evaluated in {decided}", "; evaluada en {decided}"),
    (", standard error {error}", ", error estándar {error}"),
    ("; {range} across mechanisms", "; {range} según el mecanismo"),
    (
        "; undecided in {undecided}, where a run failed",
        "; sin resolver en {undecided}, donde falló una corrida",
    ),
    (
        ": from {from} to {to}, from the lowest to the highest third of its range",
        ": de {from} a {to}, del tercio más bajo al más alto de su rango",
    ),
    (
        ": from {from} to {to} across its choices",
        ": de {from} a {to} según la opción",
    ),
    (
        "holds in {share}; {range} across mechanisms",
        "se cumple en {share}; {range} según el mecanismo",
    ),
    ("all futures", "todos los futuros"),
    ("mechanism", "mecanismo"),
    ("all", "todos"),
    ("choice", "opción"),
    // Published results
    ("A published result, recomputed", "Un resultado publicado, recalculado"),
    ("{until} compared with {from}", "{until} respecto a {from}"),
    ("{until} compared with no change", "{until} respecto a no cambiar nada"),
    ("change, single runs", "cambio, corridas individuales"),
    (
        "{outcome}: {first} at {low}, {last} at {high}",
        "{outcome}: {first} en {low}, {last} en {high}",
    ),
    ("by {variable}", "según {variable}"),
    ("break-even at", "en equilibrio con"),
    (
        "{outcome}: back to its {from} level at {variable} = {dose}",
        "{outcome}: de vuelta a su nivel de {from} con {variable} = {dose}",
    ),
    ("Named cases, single runs", "Casos definidos, corridas individuales"),
    (
        "Single runs, not sampled futures: the same runs compared with {from} and with no change. The conclusion \
         depends on which of the two is quoted.",
        "Corridas individuales, no futuros muestreados: las mismas corridas comparadas con {from} y con no cambiar \
         nada. La conclusión depende de cuál de las dos comparaciones se cite.",
    ),
    // History
    ("Fit to the historical record", "Ajuste al registro histórico"),
    (
        "Years not used for fitting say more about the model than fitted years do. Series with such years come \
         first, starting with the largest misses.",
        "Los años que no se usaron para el ajuste dicen más del modelo que los años ajustados. Las series que los \
         tienen van primero, empezando por las peor reproducidas.",
    ),
    (
        "All of its years were used for fitting.",
        "Todos sus años se usaron para el ajuste.",
    ),
    (
        "Mean error of the median: {fitted} in fitted years, {other} in other years. Bar: 5th–95th percentile of \
         futures.",
        "Error medio de la mediana: {fitted} en los años ajustados, {other} en los demás. Barra: percentiles 5 a \
         95 de los futuros.",
    ),
    ("model", "modelo"),
    ("fitted", "ajustado"),
    ("not fitted", "no ajustado"),
    (
        "model, median (5th–95th percentile)",
        "modelo, mediana (percentiles 5 a 95)",
    ),
    ("inside", "dentro"),
    ("used for fitting", "usado para el ajuste"),
    ("yes", "sí"),
    ("no", "no"),
    // Thresholds and regret
    ("Thresholds and regret", "Umbrales y arrepentimiento"),
    ("Beyond the threshold", "Más allá del umbral"),
    (
        "Share of futures beyond the threshold",
        "Proporción de futuros que pasan el umbral",
    ),
    ("Regret", "Arrepentimiento"),
    (
        "Regret is the loss relative to the best of these policies in the same future, in the outcome's unit: \
         median (5th–95th percentile). A policy that is never the best but never bad can have the lowest regret.",
        "El arrepentimiento es la pérdida respecto a la mejor de estas políticas en el mismo futuro, en la unidad \
         del resultado: mediana (percentiles 5 a 95). Una política que nunca es la mejor pero tampoco mala puede \
         tener el menor arrepentimiento.",
    ),
    (
        "Regret by policy and outcome",
        "Arrepentimiento por política y resultado",
    ),
    (
        "{outcome}: more than {value}{unit} ({why})",
        "{outcome}: más de {value}{unit} ({why})",
    ),
    (
        "{outcome}: less than {value}{unit} ({why})",
        "{outcome}: menos de {value}{unit} ({why})",
    ),
    // Runs that failed
    (
        "Every run reached the end with finite numbers.",
        "Todas las corridas llegaron al final con números finitos.",
    ),
    (
        "{runs} did not reach the end with finite numbers. Failed runs are counted; medians, shares and bands \
         leave them out, and a claim that needs one of them is undecided in that future.",
        "{runs} sin llegar al final con números finitos. Las corridas fallidas se cuentan; las medianas, \
         proporciones y bandas no las incluyen, y una afirmación que necesite alguna queda sin resolver en ese \
         futuro.",
    ),
    ("when", "cuándo"),
    ("first variable that is not finite", "primera variable que no es finita"),
    ("Failed runs", "Corridas fallidas"),
    (
        "and {n} more, listed in the results",
        "y {n} más, en los archivos de resultados",
    ),
];
