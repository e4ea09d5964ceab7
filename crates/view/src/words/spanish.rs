//! Spanish as used in Mexico, where a point stands before the tenths and a comma between thousands.

use super::Words;

/// Spanish.
pub static SPANISH: Words = Words {
    tag: "es-MX",
    name: "Español",
    decimal: '.',
    group: ',',
    // A billion (10⁹) is a thousand millions, a trillion (10¹²) a billón.
    scales: ["\u{A0}mil", "\u{A0}M", "\u{A0}mil\u{A0}M", "\u{A0}billones"],
    units: &[
        ("person", "personas", "persona"),
        ("removal", "capturas o abatimientos", "captura o abatimiento"),
        ("group", "grupos", "grupo"),
        ("event", "eventos", "evento"),
        ("kit", "kits", "kit"),
        ("week", "semanas", "semana"),
        ("month", "meses", "mes"),
        ("year", "años", "año"),
        ("billion", "miles de millones de", "mil millones de"),
    ],
    counts: &[
        ("source", "{n} de fuentes"),
        ("derived", "{n} derivados"),
        ("calibrated", "{n} calibrados"),
        ("judgement", "{n} por criterio"),
        ("definition", "{n} por definición"),
        ("supported", "{n} respaldados"),
        ("partly", "{n} respaldados en parte"),
        ("contradicted", "{n} contradichos"),
        ("not checkable", "{n} no verificables"),
    ],
    phrases: PHRASES,
};

/// English phrases and what they become, in the order of a report.
static PHRASES: &[(&str, &str)] = &[
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
    // Every outcome
    ("All outcomes", "Todos los resultados"),
    ("outcome", "resultado"),
    (
        "How often each policy does better",
        "Con qué frecuencia mejora cada política",
    ),
    (
        "Each cell: the share of futures in which the policy does better than the reference. Blue, ▲: better in \
         most. Orange, ▼: worse in most. Pale: about evenly split. The charts below show by how much.",
        "Cada celda: la proporción de futuros en que la política da mejor resultado que la referencia. Azul, ▲: \
         mejor en la mayoría. Naranja, ▼: peor en la mayoría. Pálido: casi por mitades. Las gráficas de abajo \
         muestran en cuánto.",
    ),
    (
        "Share of futures in which each policy does better than \"{reference}\"",
        "Proporción de futuros en que cada política da mejor resultado que «{reference}»",
    ),
    (
        "Blue, ▲: better in most futures. Orange, ▼: worse in most. Pale: about evenly split.",
        "Azul, ▲: mejor en la mayoría de los futuros. Naranja, ▼: peor en la mayoría. Pálido: casi por mitades.",
    ),
    (
        "share of futures with a better result",
        "proporción de futuros con mejor resultado",
    ),
    ("How much each policy changes", "Cuánto cambia con cada política"),
    (
        "Dot: the median change from the reference, future by future. Line: 5th–95th percentile. A line crossing \
         zero means that the outcome rises in some futures and falls in others.",
        "Punto: la mediana del cambio respecto a la referencia, futuro por futuro. Línea: percentiles 5 a 95. Una \
         línea que cruza el cero significa que el resultado sube en unos futuros y baja en otros.",
    ),
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
    ("relative change", "cambio relativo"),
    ("better in", "mejor en"),
    ("beyond the threshold in", "pasa el umbral en"),
    ("regret", "arrepentimiento"),
    ("failed runs", "corridas fallidas"),
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
        "Share of futures in which it holds; thin lines: two standard errors",
        "Proporción de futuros en que se cumple; líneas delgadas: dos errores estándar",
    ),
    (
        "holds in {share}; {range} across mechanisms",
        "se cumple en {share}; {range} según el mecanismo",
    ),
    ("all futures", "todos los futuros"),
    (
        "{claim}: share of futures by mechanism",
        "{claim}: proporción de futuros según el mecanismo",
    ),
    ("mechanism", "mecanismo"),
    ("all", "todos"),
    ("choice", "opción"),
    ("standard error", "error estándar"),
    // Published results
    ("A published result, recomputed", "Un resultado publicado, recalculado"),
    (
        "{outcome} {change} compared with {from}",
        "{outcome} {change} respecto a {from}",
    ),
    (
        "{outcome} {change} compared with {from}, {difference} compared with no change",
        "{outcome} {change} respecto a {from}, {difference} respecto a no cambiar nada",
    ),
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
    // Evidence
    ("What it rests on", "En qué se basa"),
    (
        "{parameters}: {kinds}. Of the {open} that aren't definitions, {share} rest on judgement: a stated reason \
         and a wide range rather than a measurement.",
        "{parameters}: {kinds}. De los {open} que no son definiciones, {share} se apoya en el criterio: una razón \
         declarada y un rango amplio, no una medición.",
    ),
    (
        "{parameters}: {kinds}. {share} rest on judgement: a stated reason and a wide range rather than a \
         measurement.",
        "{parameters}: {kinds}. {share} se apoya en el criterio: una razón declarada y un rango amplio, no una \
         medición.",
    ),
    ("parameter", "parámetro"),
    ("parameters", "parámetros"),
    (
        "The claims depend most on {all}, {judged} of which rest on judgement.",
        "Las afirmaciones dependen sobre todo de {all}, de los cuales {judged} se apoyan en el criterio.",
    ),
    (
        "{links} between variables, each graded by the weakest number in the equation of its effect: {kinds}. \
         Claims: {tested} tested by runs, {untested} not tested, each with the reason.",
        "{links} entre variables, cada uno clasificado por el número más débil de la ecuación de su efecto: \
         {kinds}. Afirmaciones: {tested} probadas con corridas, {untested} sin probar, cada una con la razón.",
    ),
    ("link", "vínculo"),
    ("assumption", "supuesto"),
    ("assumptions", "supuestos"),
    (
        "{judged} of the {all} listed rest on judgement.",
        "{judged} de los {all} enumerados se apoyan en el criterio.",
    ),
    (
        " The article makes {statements}: {verdicts}.",
        " El artículo hace {statements}: {verdicts}.",
    ),
    ("statement", "enunciado"),
    ("statements", "enunciados"),
    (
        "Parameters and the evidence for their ranges; ranges in brackets are stated but not sampled",
        "Parámetros y lo que respalda sus rangos; los rangos entre paréntesis se declaran, pero no se muestrean",
    ),
    ("base value", "valor base"),
    ("range", "rango"),
    ("unit", "unidad"),
    ("evidence", "evidencia"),
    ("why", "por qué"),
    ("{low} to {high}", "de {low} a {high}"),
    ("The article, line by line", "El artículo, línea por línea"),
    ("lines", "líneas"),
    ("line", "línea"),
    ("statement, in our words", "enunciado, en nuestras palabras"),
    ("maps to", "corresponde a"),
    ("verdict", "veredicto"),
    ("figures", "cifras"),
    ("sources", "fuentes"),
    (
        "Every statement of the article and its verdict",
        "Cada enunciado del artículo y su veredicto",
    ),
    ("Sources", "Fuentes"),
    ("Sources cited", "Fuentes citadas"),
    ("key", "clave"),
    ("title", "título"),
    ("publisher", "editor"),
    ("date", "fecha"),
    ("kind", "tipo"),
    ("{key} (not listed)", "{key} (no está en la lista)"),
    (
        "The evidence behind every number and every claim",
        "Lo que respalda cada número y cada afirmación",
    ),
    ("", ""),
    ("what the article says", "lo que dice el artículo"),
    ("what it maps to", "a qué corresponde"),
    // How it was made
    ("How it was made", "Cómo se hizo"),
    (
        "A future counts only if its past looks like the observed past. Share of futures that meet each condition \
         on its own:",
        "Un futuro cuenta solo si su pasado se parece al observado. Proporción de futuros que cumple cada \
         condición por sí sola:",
    ),
    ("To reproduce it: ", "Para reproducirlo: "),
    ("sampling", "muestreo"),
    ("seed", "semilla"),
    ("futures drawn", "futuros sorteados"),
    ("futures accepted", "futuros aceptados"),
    (
        "futures that failed before they could be evaluated",
        "futuros que fallaron antes de poder evaluarse",
    ),
    ("fitted to", "ajustado a"),
    ("period of the policies", "periodo de las políticas"),
    ("run time", "tiempo de cómputo"),
    ("version", "versión"),
    ("manifest", "manifiesto"),
    ("Made by Counterflow {version}.", "Hecho con Counterflow {version}."),
    (
        "Made by Counterflow {version}: {method}, seed {seed}, {runs}. Every number with its source is in {report}.",
        "Hecho con Counterflow {version}: {method}, semilla {seed}, {runs}. Cada número con su fuente está en {report}.",
    ),
    (
        "It does not predict: it says what follows from which assumptions.",
        "No predice: dice qué se sigue de qué supuestos.",
    ),
    ("The same in numbers", "Lo mismo en números"),
    (
        "Its other years were each read in a single copy of the source, so no sentence here relies on them.",
        "Sus otros años se leyeron cada uno en una sola copia de la fuente, así que ninguna frase de este informe \
         se apoya en ellos.",
    ),
    ("{number} (one copy)", "{number} (una sola copia)"),
    (
        "Line: the median of the futures at each point in time. Darker band: the middle 50 %. Lighter band: the \
         middle 90 %. The edge of a band is not the path of any one future. Grey: no change, with its middle 90 % \
         between dotted lines. Dots: observed. The first panel of each chart shows the whole past. All panels of \
         a chart share one scale.",
        "Línea: la mediana de los futuros en cada momento. Banda oscura: el 50 % central. Banda clara: el 90 % \
         central. El borde de una banda no es la trayectoria de ningún futuro. Gris: sin cambios, con su 90 % \
         central entre líneas punteadas. Puntos: lo observado. El primer recuadro de cada gráfica muestra todo el \
         pasado. Todos los recuadros de una gráfica comparten la misma escala.",
    ),
    (
        "Not drawn, because the bands coincide with those of \"{reference}\": {policies}. The numbers are in the \
         table.",
        "No se dibujan, porque sus bandas coinciden con las de «{reference}»: {policies}. Los números están en la \
         tabla.",
    ),
    (
        "Share of futures in which it holds; thin lines: two standard errors. Shown are the {shown} of {all} \
         mechanisms whose choices differ most; the table has all of them.",
        "Proporción de futuros en que se cumple; líneas delgadas: dos errores estándar. Se muestran los {shown} \
         de {all} mecanismos cuyas opciones más difieren; la tabla los tiene todos.",
    ),
    ("{share} with narrower ranges", "{share} con rangos más estrechos"),
    ("{share} without the history filter", "{share} sin el filtro histórico"),
    (
        "{share} in futures refitted to the record",
        "{share} en futuros reajustados al registro",
    ),
    ("Robustness: {told}", "Robustez: {told}"),
    (
        "It responds to {all} by more than chance; {judged} of them rest on judgement.",
        "Responde más que por azar a {all}; {judged} de ellos se apoyan en el criterio.",
    ),
    ("narrower: {range}", "más estrecho: {range}"),
    (
        "{points} not used for fitting: {covered} within the middle 90 % of futures, {half} within the middle 50 \
         %; CRPS {crps} of the observed mean, bias {bias}.",
        "{points} fuera del ajuste: {covered} dentro del 90 % central de los futuros, {half} dentro del 50 % \
         central; CRPS {crps} de la media observada, sesgo {bias}.",
    ),
    (
        " Squared error by Theil's decomposition: {bias} bias, {variance} variance, {covariance} covariance.",
        "Error cuadrático según la descomposición de Theil: {bias} sesgo, {variance} varianza, {covariance} \
         covarianza.",
    ),
    ("observation", "observación"),
    ("observations", "observaciones"),
    (
        "Where the study carries several explanations of the same record, each is compared with the years not \
         used for fitting. An explanation survives if enough of the records lie within the middle 90 % of its \
         futures; surviving does not make it true.",
        "Cuando el estudio considera varias explicaciones de un mismo registro, cada una se compara con los años \
         que no se usaron para el ajuste. Una explicación sobrevive si suficientes registros quedan dentro del 90 \
         % central de sus futuros; sobrevivir no la hace verdadera.",
    ),
    (
        "Records for {years}: {series}. To survive, an explanation must have {share} of them within its band.",
        "Registros de {years}: {series}. Para sobrevivir, una explicación debe tener {share} de ellos dentro de \
         su banda.",
    ),
    ("survives", "sobrevive"),
    ("does not survive", "no sobrevive"),
    ("too few futures", "muy pocos futuros"),
    ("explanation", "explicación"),
    ("records within the band", "registros dentro de la banda"),
    ("CRPS, of the observed mean", "CRPS, de la media observada"),
    ("bias", "sesgo"),
    (
        "What the accepted futures under \"{policy}\" imply for a period that the study has not seen: the only \
         real test. It is recorded now, to be scored against later records; it is not a forecast of what \
         governments will do.",
        "Lo que los futuros aceptados bajo «{policy}» implican para un periodo que el estudio no ha visto: la \
         única prueba real. Se registra ahora para calificarse con los registros que vengan después; no es un \
         pronóstico de lo que harán los gobiernos.",
    ),
    (
        "Median (5th–95th percentile). A record outside its range counts against the model, whatever the reason.",
        "Mediana (percentiles 5 a 95). Un registro fuera de su rango cuenta contra el modelo, sea cual sea la \
         razón.",
    ),
    ("By mechanism", "Por mecanismo"),
    ("period", "periodo"),
    ("median (5th–95th percentile)", "mediana (percentiles 5 a 95)"),
    (
        "Rival explanations against the record",
        "Explicaciones rivales frente al registro",
    ),
    ("Statements to be tested", "Enunciados por comprobar"),
    ("with narrower ranges", "con rangos más estrechos"),
    (
        "rejected by the history filter, claims evaluated in",
        "rechazados por el filtro histórico, afirmaciones evaluadas en",
    ),
    ("refitted to the record", "reajustados al registro"),
    ("{judged} of {drawn}", "{judged} de {drawn}"),
    ("; effective sample size {n}", "; tamaño efectivo de la muestra: {n}"),
    ("Feedback loops", "Circuitos de retroalimentación"),
    (
        "Causal map of the named feedback loops",
        "Mapa causal de los circuitos de retroalimentación con nombre",
    ),
    ("reinforcing", "de refuerzo"),
    ("balancing", "de compensación"),
    ("changes sign", "cambia de signo"),
    ("no effect in the base run", "sin efecto en la corrida base"),
    ("open", "abierto"),
    ("a link is missing", "falta un vínculo"),
    (
        "Each arrow is a link in the model, with the sign that the effect's own equation gives it along the base \
         run: + the effect moves with its cause, − against it, 0 no effect in that run, × no such link in the \
         model, or an effect set from outside. Two short bars: the effect accumulates over time. R: the loop \
         reinforces a change; B: it balances a change.",
        "Cada flecha es un vínculo del modelo, con el signo que le da la ecuación de su efecto a lo largo de la \
         corrida base: + el efecto se mueve con su causa, − en contra, 0 sin efecto en esa corrida, × el vínculo \
         no existe en el modelo o el efecto se fija desde fuera. Dos barras cortas: el efecto se acumula con el \
         tiempo. R: el circuito refuerza un cambio; B: lo compensa.",
    ),
    (
        "The map leaves out variables that only pass an effect on; below, each loop is shown with all of its \
         variables. Solid blue: +. Dashed orange: −. Dotted grey: 0 or ×.",
        "El mapa omite las variables que solo transmiten un efecto; abajo, cada circuito aparece con todas sus \
         variables. Azul continuo: +. Naranja discontinuo: −. Gris punteado: 0 o ×.",
    ),
    ("Loop by loop", "Circuito por circuito"),
    ("loop", "circuito"),
    ("loops", "circuitos"),
    (
        "Inactive in the base run: {open}. A link has no effect there, or a variable is set by a decision from \
         outside, which leaves the loop open.",
        "Sin actividad en la corrida base: {open}. Un vínculo no tiene efecto ahí, o una variable depende de una \
         decisión externa, y el circuito queda abierto.",
    ),
    (
        "The named feedback loops, link by link",
        "Los circuitos con nombre, vínculo por vínculo",
    ),
    ("named as", "nombrado como"),
    ("in the base run", "en la corrida base"),
    ("links", "vínculos"),
    ("{across} and {up}", "{across} y {up}"),
    ("Trade-off between outcomes", "Disyuntiva entre resultados"),
    (
        "Each number marks a policy at its two medians; thin lines span the middle 90 % of futures, cut at the \
         edge of the chart. Changes are relative to \"{reference}\", future by future. Policies that crowd around \
         0 change little of either.",
        "Cada número marca una política en sus dos medianas; las líneas delgadas abarcan el 90 % central de los \
         futuros, cortado en el borde de la gráfica. Los cambios son respecto a «{reference}», futuro por futuro. \
         Las políticas que se agolpan alrededor de 0 cambian poco de ambos.",
    ),
    ("survives: {choices}", "sobrevive: {choices}"),
    ("does not survive: {choices}", "no sobrevive: {choices}"),
    // Words of the findings: kinds, verdicts, units
    ("source", "fuente"),
    ("derived", "derivado"),
    ("calibrated", "calibrado"),
    ("judgement", "criterio"),
    ("definition", "definición"),
    ("risk", "riesgo"),
    ("causal claim", "afirmación causal"),
    ("recommendation", "recomendación"),
    ("stance", "postura"),
    ("reported act", "acto reportado"),
    ("quantity", "cantidad"),
    ("framing", "encuadre"),
    ("question", "pregunta"),
    ("heading", "encabezado"),
    ("noise", "ruido"),
    ("supported", "respaldado"),
    ("partly", "respaldado en parte"),
    ("contradicted", "contradicho"),
    ("not checkable", "no verificable"),
    ("none", "ninguno"),
    ("relay", "retransmisión"),
    ("press", "prensa"),
    ("official page", "página oficial"),
    ("primary", "primaria"),
    ("paper", "artículo académico"),
    ("latin-hypercube", "hipercubo latino"),
];
