//! The four pages of the report.

use super::Phrase;

pub(super) static PHRASES: &[Phrase] = &[
    // The head and the answer
    (
        "A share of sampled futures is not a probability: other ranges would give other shares.",
        "Una proporción de futuros muestreados no es una probabilidad: otros rangos darían otras proporciones.",
    ),
    (
        "The yardstick: an outcome counts as better or worse if it differs from \"{reference}\" in the same future by at least \
         {share} ({absolute} for an index).",
        "La vara de medir: un resultado cuenta como mejor o peor si difiere de «{reference}» en el mismo futuro en al menos \
         {share} ({absolute} si es un índice).",
    ),
    (
        "The yardstick: an outcome counts as better or worse if it differs from \"{reference}\" in the same future by at least \
         {share}.",
        "La vara de medir: un resultado cuenta como mejor o peor si difiere de «{reference}» en el mismo futuro en al menos \
         {share}.",
    ),
    ("The answer", "La respuesta"),
    ("Weakest assumption: ", "Supuesto más débil: "),
    (
        "Share of the accepted futures in which each claim holds; dot: all of them, bar: across mechanisms.",
        "Proporción de los futuros aceptados en que se cumple cada afirmación; punto: todos, barra: según el mecanismo.",
    ),
    ("{claim}: {share}, but {others}", "{claim}: {share}, pero {others}"),
    // Harm and benefit
    ("Harm and benefit of each policy", "Daño y beneficio de cada política"),
    ("what speaks for it", "lo que habla a su favor"),
    ("what speaks against it", "lo que habla en su contra"),
    (
        "In what share of futures an outcome is better, and in what share it is worse, than under \"{reference}\"; in brackets the \
         median change. Shares below {share} are in the table. Policies stand in the study's order; they are not ranked.",
        "En qué proporción de futuros un resultado es mejor, y en cuál es peor, que con «{reference}»; entre paréntesis, el cambio \
         mediano. Las proporciones menores de {share} están en la tabla. Las políticas aparecen en el orden del \
         estudio; no están clasificadas.",
    ),
    (
        "none of these outcomes in {share} of futures or more",
        "ninguno de estos resultados en {share} de los futuros o más",
    ),
    (
        "Share of futures in which each outcome is better / worse",
        "Proporción de futuros en que cada resultado es mejor / peor",
    ),
    // Two pictures
    ("Unlabelled, in the crowd:", "Sin rótulo, en el montón:"),
    (
        "Each mark is a policy at its two medians; thin lines span the middle 90 % of futures, cut at the edge of the chart. Changes \
         are relative to \"{reference}\", future by future. Policies in the crowd around 0 change little of either.",
        "Cada marca es una política en sus dos medianas; las líneas delgadas abarcan el 90 % central de los futuros, cortadas en \
         el borde de la gráfica. Los cambios son respecto a «{reference}», futuro por futuro. Las políticas en el montón \
         alrededor de 0 cambian poco de ambos.",
    ),
    ("How much the threshold matters", "Cuánto importa el umbral"),
    (
        "In what share of futures an outcome changes by more than so much; dotted: the study's threshold, and the share there. A \
         steep curve at the threshold means that the cut decides the share.",
        "En qué proporción de futuros un resultado cambia más de tanto; línea punteada: el umbral del estudio, y ahí la \
         proporción. Una curva empinada en el umbral significa que el corte decide la proporción.",
    ),
    (
        "Near the median, so that another cut gives another verdict: {claims}.",
        "Cerca de la mediana, de modo que otro corte da otro veredicto: {claims}.",
    ),
    (
        "No single curve, since the share differs between mechanisms: {claims}.",
        "Sin una sola curva, porque la proporción difiere según el mecanismo: {claims}.",
    ),
    ("\"{claim}\"", "«{claim}»"),
    ("change in {outcome}", "cambio en {outcome}"),
    ("threshold {threshold}: {share}", "umbral {threshold}: {share}"),
    (
        "; half of the futures reach {median}.",
        "; la mitad de los futuros alcanza {median}.",
    ),
    ("threshold", "umbral"),
    ("{share} of futures reach", "{share} de los futuros alcanza"),
    (
        "Each claim's share over its threshold",
        "La proporción de cada afirmación según su umbral",
    ),
    // What decides it, and how far to trust it
    (
        "share of futures, from one end of its range to the other",
        "proporción de futuros, de un extremo de su rango al otro",
    ),
    (
        "The assumptions that move the claims above most",
        "Los supuestos que más mueven las afirmaciones de arriba",
    ),
    ("Not rejected by the record", "Lo que el registro no rechaza"),
    ("{share} among survivors", "{share} entre los vigentes"),
    ("{share} by fit", "{share} por ajuste"),
    ("In other samples", "En otras muestras"),
    // The appendix
    ("Appendix", "Apéndice"),
    (
        "Everything behind these pages, part by part: open what you need. Only open parts are printed. All numbers are in \
         `findings.json` and the tables beside this file.",
        "Todo lo que hay detrás de estas páginas, parte por parte: abra lo que necesite. Solo se imprimen las partes abiertas. Todos \
         los números están en `findings.json` y en las tablas junto a este archivo.",
    ),
    (
        "▲ blue: better in most futures. ▼ orange: worse in most. Pale: about evenly split. By how much is told below.",
        "▲ azul: mejor en la mayoría de los futuros. ▼ naranja: peor en la mayoría. Pálido: casi por mitades. Abajo se dice en \
         cuánto.",
    ),
    (
        "Median change by policy and outcome",
        "Cambio mediano por política y resultado",
    ),
    (
        "Dot: the median change from the reference, future by future. Line: 5th–95th percentile. A line crossing zero means that the \
         outcome rises in some futures and falls in others. Drawn are the policies that change the outcome most.",
        "Punto: la mediana del cambio respecto a la referencia, futuro por futuro. Línea: percentiles 5 a 95. Una línea que cruza el \
         cero significa que el resultado sube en unos futuros y baja en otros. Se dibujan las políticas que más cambian el \
         resultado.",
    ),
    (
        "By mechanism, the most telling first:",
        "Según el mecanismo, primero los que más dicen:",
    ),
    ("By the record: {told}", "Según el registro: {told}"),
    (
        "{policies} more end between those drawn; their numbers are in `findings.json`.",
        "Otras {policies} terminan entre las dibujadas; sus números están en `findings.json`.",
    ),
    (
        "The same for each mechanism: `statement.csv`, beside this file.",
        "Lo mismo por mecanismo: `statement.csv`, junto a este archivo.",
    ),
    (
        "Line: the median of the futures at each point in time. Darker band: the middle 50 %. Lighter band: the middle 90 %. The edge \
         of a band is not the path of any one future. Grey: no change, with its middle 90 % between dotted lines. Dots: observed. \
         The first panel of each chart shows the whole past; the others show the policies that end lowest and highest. All panels of \
         a chart share one scale.",
        "Línea: la mediana de los futuros en cada momento. Banda oscura: el 50 % central. Banda clara: el 90 % central. El borde de una \
         banda no es la trayectoria de ningún futuro. Gris: sin cambios, con su 90 % central entre líneas punteadas. Puntos: lo \
         observado. El primer panel de cada gráfica muestra todo el pasado; los demás, las políticas que terminan más abajo y más \
         arriba. Todos los paneles de una gráfica comparten escala.",
    ),
    (
        "Not drawn, because the bands coincide with those of \"{reference}\": {policies}.",
        "Sin dibujar, porque sus bandas coinciden con las de «{reference}»: {policies}.",
    ),
];
