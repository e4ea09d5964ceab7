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
        "{accepted}; {policies} are compared over {years}. A share of sampled futures is not a probability.",
        "{accepted}; se comparan {policies} en {years}. Una proporción de futuros muestreados no es una probabilidad.",
    ),
    ("policy", "política"),
    ("policies", "políticas"),
    ("mid-{year}", "mediados de {year}"),
    ("n/a", "s/d"),
    (
        "So few futures are left that shares are rough; a study with more futures says more.",
        "Quedan tan pocos futuros que las proporciones son gruesas; un estudio con más futuros dice más.",
    ),
    // Claims
    ("What the article says", "Lo que dice el artículo"),
    ("What is claimed", "Lo que se afirma"),
    ("claim", "afirmación"),
    ("holds in", "se cumple en"),
    ("across mechanisms", "según el mecanismo"),
    ("turns on", "depende de"),
    ("none stands out", "ninguno sobresale"),
    ("not judged", "sin juzgar"),
    ("undecided", "sin decidir"),
    ("{share} futures", "{share} futuros"),
    ("{share} of futures", "{share} de los futuros"),
    ("{share}", "{share}"),
    ("{held} of {decided}", "{held} de {decided}"),
    (
        "{alternative}: {shares} (not pooled)",
        "{alternative}: {shares} (por separado)",
    ),
    ("Tested:", "Se prueba:"),
    ("tested:", "se prueba:"),
    ("No fair test:", "Sin prueba justa:"),
    ("no fair test:", "sin prueba justa:"),
    ("A rival reading:", "Una lectura rival:"),
    ("a rival reading:", "una lectura rival:"),
    (
        "undecided in {futures}, where a run failed",
        "sin decidir en {futures}, donde falló una corrida",
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
        "Against {reference}, in the same futures",
        "Frente a «{reference}», en los mismos futuros",
    ),
    (
        "Middle value, in brackets the range that holds 90 % of the futures.",
        "Valor central; entre paréntesis, el rango que abarca 90 % de los futuros.",
    ),
    (
        "Middle value, in brackets the range that holds 90 % of the futures. Policies \
         stand in the study's order; no score ranks them.",
        "Valor central; entre paréntesis, el rango que abarca 90 % de los futuros. Las políticas están en el orden del \
         estudio; ninguna calificación las ordena.",
    ),
    (
        "The first row is the level without change; the others are changes against it",
        "La primera fila es el nivel sin cambios; las demás son cambios frente a ella",
    ),
    ("More of each: ", "Más de cada uno: "),
    ("same", "igual"),
    ("policy: what it sets", "política: lo que fija"),
    // How far to trust it
    ("How far to trust it", "Hasta dónde confiar en esto"),
    ("How the model did", "Cómo le fue al modelo"),
    ("What it cannot tell", "Lo que no puede decir"),
    ("What it cannot tell:", "Lo que no puede decir:"),
    ("All of it", "Todo"),
    (
        "{inside} of {all} observations inside the band",
        "{inside} de {all} observaciones dentro de la banda",
    ),
    (
        "{years}: {variable}: the model says {model} for {period}, {observed} was observed; {counted}",
        "{years}: {variable}: el modelo dice {model} para {period}, se observó {observed}; {counted}",
    ),
    (
        "{years}: {variable}: the model says {model} for {period}, {observed} was observed: missed; {counted}",
        "{years}: {variable}: el modelo dice {model} para {period}, se observó {observed}: falló; {counted}",
    ),
    ("{error} in {variable}", "{error} en {variable}"),
    (
        "{years} (fitted): off on average by {told}, less in the others",
        "{years} (ajustado): se desvía en promedio {told}, menos en las demás",
    ),
    (
        "{years} (fitted): off on average by {told}",
        "{years} (ajustado): se desvía en promedio {told}",
    ),
    ("  {n} more in the report", "  {n} más en el informe"),
    (
        "{runs} failed; they are counted, not averaged over, and listed in the report.",
        "{runs} fallaron; se cuentan, no entran en los promedios, y están en el informe.",
    ),
    (
        "{runs} failed; they are counted, not averaged over.",
        "{runs} fallaron; se cuentan, no entran en los promedios.",
    ),
    ("run", "corrida"),
    ("runs", "corridas"),
    (
        crate::look::HELP,
        "Ayuda gratuita y confidencial. México: Línea de la Vida 800 911 2000, las 24 horas. Estados Unidos: llame al 988 y \
         oprima 2 para español, o envíe AYUDA por mensaje al 988; SAMHSA 1-800-662-4357, también en español.",
    ),
    // Onward
    ("Report", "Informe"),
    ("Next", "Sigue"),
    ("Every line of the article", "Cada línea del artículo"),
    // Every outcome
    ("Every outcome", "Todos los resultados"),
    ("outcome", "resultado"),
    (
        "How often each policy does better",
        "Con qué frecuencia mejora cada política",
    ),
    (
        "Each cell: the share of futures in which the policy does better than the reference. \
         Blue, ▲: better in most. Orange, ▼: worse in most. Pale: about as often either way. How much \
         better is in the pictures below.",
        "Cada celda: la proporción de futuros en que la política da mejor resultado que la referencia. Azul, ▲: mejor en \
         la mayoría. Naranja, ▼: peor en la mayoría. Pálido: más o menos igual de frecuente. Cuánto mejor se ve en las \
         gráficas de abajo.",
    ),
    (
        "In what share of futures each policy does better than {reference}",
        "En qué proporción de futuros mejora cada política frente a «{reference}»",
    ),
    (
        "Blue, ▲: better in most futures. Orange, ▼: worse in most. Pale: about as often either way.",
        "Azul, ▲: mejor en la mayoría de los futuros. Naranja, ▼: peor en la mayoría. Pálido: más o menos igual de frecuente.",
    ),
    ("share of futures that are better", "proporción de futuros que mejoran"),
    ("How much each policy changes", "Cuánto cambia cada política"),
    (
        "Dot: the median of the change against the reference in the same future. Line: the middle 90 \
         % of futures. A line that crosses the upright one means that some futures go either way.",
        "Punto: la mediana del cambio frente a la referencia en el mismo futuro. Línea: el 90 % central de los futuros. Una \
         línea que cruza la vertical significa que hay futuros en ambos sentidos.",
    ),
    ("lower is better", "menos es mejor"),
    ("higher is better", "más es mejor"),
    (
        "{outcome}: change against {reference}",
        "{outcome}: cambio frente a «{reference}»",
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
        "{outcome}, {unit}: median and the middle 90 % of futures; changes are against {reference} in the same futures",
        "{outcome}, {unit}: mediana y 90 % central de los futuros; los cambios son frente a «{reference}» en los mismos futuros",
    ),
    (
        "{outcome}: change against {reference} in the same futures (line: the middle 90 %)",
        "{outcome}: cambio frente a «{reference}» en los mismos futuros (línea: el 90 % central)",
    ),
    (
        "{heading}, and in what share of sampled futures it holds (bar: range across mechanisms)",
        "{heading}, y en qué proporción de futuros se cumple (barra: rango según el mecanismo)",
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
    ("It turns on, strongest first:", "Depende de, de mayor a menor:"),
    ("Holds in ", "Se cumple en "),
    ("decides it", "la decide"),
    ("decide it", "la deciden"),
    ("; {decided}", "; {decided}"),
    (", standard error {error}", ", error estándar {error}"),
    ("; {range} across mechanisms", "; {range} según el mecanismo"),
    (
        "; undecided in {undecided}, where a run failed",
        "; sin decidir en {undecided}, donde falló una corrida",
    ),
    (
        " from {from} to {to}, lowest to highest third or choice",
        " de {from} a {to}, del tercio u opción más bajo al más alto",
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
    (
        "A published result, computed again",
        "Un resultado publicado, calculado de nuevo",
    ),
    (
        "{outcome} {change} against {from}",
        "{outcome} {change} frente a {from}",
    ),
    (
        "{outcome} {change} against {from}, {difference} against no change",
        "{outcome} {change} frente a {from}, {difference} frente a no cambiar nada",
    ),
    ("{until} against {from}", "{until} frente a {from}"),
    ("{until} against no change", "{until} frente a no cambiar nada"),
    ("change, single runs", "cambio, corridas únicas"),
    (
        "{outcome}: {first} at {low}, {last} at {high}",
        "{outcome}: {first} en {low}, {last} en {high}",
    ),
    ("by {variable}", "según {variable}"),
    ("break-even at", "en equilibrio con"),
    (
        "{outcome}: back at its level of {from} at {variable} = {dose}",
        "{outcome}: de vuelta a su nivel de {from} con {variable} = {dose}",
    ),
    ("Named cases, single runs", "Casos con nombre, corridas únicas"),
    (
        "Single runs, not futures: the same runs against {from} and against no change. Which of the \
         two is quoted decides what is said.",
        "Corridas únicas, no futuros: las mismas corridas frente a {from} y frente a no cambiar nada. Cuál de las dos se \
         cita decide lo que se dice.",
    ),
    // History
    (
        "How the model did against history",
        "Cómo le fue al modelo frente a la historia",
    ),
    (
        "Years that were not used to fit the model tell more about it than those that were. Series \
         with such years come first, the worst missed on top.",
        "Los años que no se usaron para ajustar el modelo dicen más de él que los que sí. Las series con años así van \
         primero, arriba las peor reproducidas.",
    ),
    (
        "All its years were used to fit.",
        "Todos sus años se usaron para ajustar.",
    ),
    (
        "Mean error of the median: fitted years {fitted}, other years {other}. Bar: the middle 90 % of \
         futures.",
        "Error medio de la mediana: años ajustados {fitted}, otros años {other}. Barra: el 90 % central de los futuros.",
    ),
    ("model", "modelo"),
    ("fitted", "ajustado"),
    ("not fitted", "no ajustado"),
    ("period", "periodo"),
    ("model, median and middle 90 %", "modelo, mediana y 90 % central"),
    ("inside", "dentro"),
    ("used to fit", "usado para ajustar"),
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
        "Regret is the loss against the best of these policies in the same future, in the outcome's \
         unit: the median, and the middle 90 %. A policy that is never best and never bad can have \
         the least of it.",
        "El arrepentimiento es la pérdida frente a la mejor de estas políticas en el mismo futuro, en la unidad del \
         resultado: la mediana y el 90 % central. Una política que nunca es la mejor ni nunca es mala puede tener el menor.",
    ),
    (
        "Regret by policy and outcome",
        "Arrepentimiento por política y resultado",
    ),
    (
        "{outcome}: above {value}{unit}: {why}",
        "{outcome}: por encima de {value}{unit}: {why}",
    ),
    (
        "{outcome}: below {value}{unit}: {why}",
        "{outcome}: por debajo de {value}{unit}: {why}",
    ),
    // Runs that failed
    ("Runs that failed", "Corridas que fallaron"),
    (
        "Every run reached the end with finite numbers.",
        "Todas las corridas llegaron al final con números finitos.",
    ),
    (
        "{runs} did not reach the end with finite numbers. They are counted as failed; no median, \
         share or band is averaged over them, and a claim that needs one of them is undecided in \
         that future.",
        "{runs} no llegaron al final con números finitos. Se cuentan como fallidas; ninguna mediana, proporción ni banda las \
         promedia, y una afirmación que necesite alguna queda sin decidir en ese futuro.",
    ),
    ("when", "cuándo"),
    (
        "first variable that is no number",
        "primera variable que no es un número",
    ),
    ("Failed runs", "Corridas fallidas"),
    (
        "and {n} more, listed in the results",
        "y {n} más, en los archivos de resultados",
    ),
    // Evidence
    ("What it rests on", "En qué descansa"),
    (
        "{parameters}: {kinds}. Of the {open} that are no definitions, {share} rest on judgement: a stated reason and a \
         wide range, no measurement.",
        "{parameters}: {kinds}. De los {open} que no son definiciones, {share} descansa en juicio: una razón declarada y un \
         rango amplio, sin medición.",
    ),
    (
        "{parameters}: {kinds}. {share} rest on judgement: a stated reason and a wide range, no measurement.",
        "{parameters}: {kinds}. {share} descansa en juicio: una razón declarada y un rango amplio, sin medición.",
    ),
    ("parameter", "parámetro"),
    ("parameters", "parámetros"),
    (
        "Of the {all} that decide the claims, {judged} rest on judgement.",
        "De los {all} que deciden las afirmaciones, {judged} descansan en juicio.",
    ),
    (
        "{links} between variables, by the weakest number in the equation of the effect: {kinds}. Claims: {tested} tested by runs, {untested} with the reason why no test would be fair.",
        "{links} entre variables, según el número más débil de la ecuación del efecto: {kinds}. Afirmaciones: {tested} probadas con corridas, {untested} con la razón por la que ninguna prueba sería justa.",
    ),
    ("link", "vínculo"),
    ("assumption", "supuesto"),
    ("assumptions", "supuestos"),
    (
        "On judgement: {judged} of the {all} listed.",
        "Por juicio: {judged} de los {all} enumerados.",
    ),
    (
        " The article makes {statements}: {verdicts}.",
        " El artículo hace {statements}: {verdicts}.",
    ),
    ("statement", "enunciado"),
    ("statements", "enunciados"),
    (
        "Parameters and what supports their ranges; in brackets a range that is stated and not sampled",
        "Parámetros y lo que respalda sus rangos; entre paréntesis, un rango declarado que no se muestrea",
    ),
    ("base", "base"),
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
        "Every statement of the article and what became of it",
        "Cada enunciado del artículo y qué resultó de él",
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
        "What stands behind every number and every claim",
        "Lo que respalda cada número y cada afirmación",
    ),
    ("", ""),
    ("what the article says", "lo que dice el artículo"),
    ("what it maps to", "a qué corresponde"),
    // How it was made
    ("How it was made", "Cómo se hizo"),
    (
        "A future counts only while its past looks like the observed past. Each \
         condition alone lets through:",
        "Un futuro cuenta solo si su pasado se parece al pasado observado. Cada condición por sí sola deja pasar:",
    ),
    ("To make it again: ", "Para hacerlo de nuevo: "),
    ("sampling", "muestreo"),
    ("seed", "semilla"),
    ("futures drawn", "futuros sorteados"),
    ("futures accepted", "futuros aceptados"),
    (
        "futures that failed before they could be judged",
        "futuros que fallaron antes de poder juzgarse",
    ),
    ("fitted to", "ajustado a"),
    ("policies' window", "ventana de las políticas"),
    ("time for the runs", "tiempo de las corridas"),
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
        "Its other years were read in one copy of the source each, so no sentence here rests on them.",
        "Sus otros años se leyeron cada uno en una sola copia de la fuente, así que ninguna frase descansa aquí en ellos.",
    ),
    ("{number} (one copy)", "{number} (una sola copia)"),
    (
        "Line: the median of the futures at each point in time. Darker band: the middle half. Lighter band: the middle 90 %. A band's edge is not the path of any one future. In grey: without change, its middle 90 % between dotted lines. Dots: observed. The first panel of a chart shows the whole past. All its panels have the same scale of values.",
        "Línea: la mediana de los futuros en cada momento. Banda oscura: la mitad central. Banda clara: el 90 % central. El borde de una banda no es la trayectoria de ningún futuro. En gris: sin cambios, con su 90 % central entre líneas punteadas. Puntos: lo observado. El primer recuadro de una gráfica muestra todo el pasado. Todos sus recuadros tienen la misma escala de valores.",
    ),
    (
        "Not drawn, since their bands lie on those of {reference}: {policies}. The table has them.",
        "No se dibujan, porque sus bandas coinciden con las de «{reference}»: {policies}. Están en la tabla.",
    ),
    (
        "Share of futures in which it holds; thin lines: two standard errors. Of {all} mechanisms, the {shown} between whose choices it differs most; the table has all.",
        "Proporción de futuros en que se cumple; líneas delgadas: dos errores estándar. De {all} mecanismos, los {shown} entre cuyas opciones más difiere; la tabla los tiene todos.",
    ),
    ("narrower ranges {share}", "rangos más estrechos {share}"),
    (
        "all sampled futures, whatever their past, {share}",
        "todos los futuros muestreados, cualquiera que sea su pasado, {share}",
    ),
    (
        "futures fitted to the past {share}",
        "futuros ajustados al pasado {share}",
    ),
    ("In other samples: {told}", "En otras muestras: {told}"),
    (
        "Of {all} that move it by more than chance, {judged} rest on judgement.",
        "De {all} que la mueven más que el azar, {judged} descansan en juicio.",
    ),
    ("narrower: {range}", "más estrecho: {range}"),
    (
        "Held out, {points}: the middle 90 % of futures hold {covered}, the middle half {half}; CRPS {crps} of the observed mean, bias {bias}.",
        "Apartadas, {points}: el 90 % central de los futuros contiene {covered}, la mitad central {half}; CRPS {crps} de la media observada, sesgo {bias}.",
    ),
    (
        " Of the squared error, {bias} is a different mean, {variance} a different spread, {covariance} point by point (Theil).",
        " Del error cuadrático, {bias} es una media distinta, {variance} otra dispersión, {covariance} punto por punto (Theil).",
    ),
    ("observation", "observación"),
    ("observations", "observaciones"),
    (
        "Where several explanations of the same record are carried along, each is held against the years that were not used to fit. One survives if the middle 90 % of its futures hold enough of the records; surviving is not being true.",
        "Donde se llevan varias explicaciones del mismo registro, cada una se coteja con los años que no se usaron para ajustar. Sobrevive si el 90 % central de sus futuros contiene suficientes registros; sobrevivir no es ser verdadera.",
    ),
    (
        "Records of {years}: {series}. To survive, {share} of them must lie within the band.",
        "Registros de {years}: {series}. Para sobrevivir, {share} de ellos deben quedar dentro de la banda.",
    ),
    ("survives", "sobrevive"),
    ("does not survive", "no sobrevive"),
    ("too few futures", "muy pocos futuros"),
    ("explanation", "explicación"),
    ("records within the band", "registros dentro de la banda"),
    ("CRPS, of the observed mean", "CRPS, de la media observada"),
    ("bias", "sesgo"),
    (
        "What the accepted futures under {policy} say of a time that the study has not seen: the one true test. It is written down to be scored against records that come later, and is no forecast of what governments do.",
        "Lo que los futuros aceptados bajo «{policy}» dicen de un tiempo que el estudio no ha visto: la única prueba verdadera. Queda escrito para calificarse con registros que vengan después, y no es un pronóstico de lo que hagan los gobiernos.",
    ),
    (
        "Median, in brackets the middle 90 %. A bracket that turns out wrong counts against the model, whatever the reason.",
        "Mediana; entre paréntesis, el 90 % central. Un paréntesis que resulte equivocado cuenta contra el modelo, sea cual sea la razón.",
    ),
    ("By mechanism", "Por mecanismo"),
    ("window", "ventana"),
    ("median (middle 90 %)", "mediana (90 % central)"),
    (
        "Rival explanations against the record",
        "Explicaciones rivales frente al registro",
    ),
    ("What is not observed yet", "Lo que aún no se observa"),
    ("with narrower ranges", "con rangos más estrechos"),
    (
        "rejected by history, claims judged in",
        "rechazados por la historia, afirmaciones juzgadas en",
    ),
    ("fitted anew to history", "ajustados de nuevo a la historia"),
    ("{judged} of {drawn}", "{judged} de {drawn}"),
    (
        "; as good as {n} of equal weight",
        "; tan buenos como {n} de igual peso",
    ),
    ("Feedback loops", "Circuitos de retroalimentación"),
    (
        "Causal map of the named feedback loops",
        "Mapa causal de los circuitos de retroalimentación con nombre",
    ),
    ("reinforcing", "de refuerzo"),
    ("balancing", "de balance"),
    ("now one, now the other", "a veces uno, a veces otro"),
    ("no effect in the base run", "sin efecto en la corrida base"),
    ("open", "abierto"),
    ("a link is missing", "falta un vínculo"),
    (
        "Each arrow is a link of the model, judged by its own equation along one run of the model as it stands: + the effect moves with its cause, − against it, 0 no effect in that run, × no link in the model or an effect that is set from outside. Two short bars: the effect gathers over time. R: the loop reinforces a change; B: it balances one.",
        "Cada flecha es un vínculo del modelo, juzgado por su propia ecuación a lo largo de una corrida del modelo tal como está: + el efecto se mueve con su causa, − en contra, 0 sin efecto en esa corrida, × no hay vínculo en el modelo o el efecto se fija desde fuera. Dos barras cortas: el efecto se acumula con el tiempo. R: el circuito refuerza un cambio; B: lo balancea.",
    ),
    (
        "Variables that only pass an effect on are left out of the map; below each loop has all of its own. Blue, full: +. Orange, dashed: −. Grey, dotted: 0 or ×.",
        "El mapa omite las variables que solo transmiten un efecto; abajo cada circuito tiene todas las suyas. Azul, continua: +. Naranja, a rayas: −. Gris, punteada: 0 o ×.",
    ),
    ("Loop by loop", "Circuito por circuito"),
    ("loop", "circuito"),
    ("loops", "circuitos"),
    (
        "{open} do not run in the base run: a link has no effect there, or one of their variables is what somebody decides, so that the loop stays open.",
        "{open} no operan en la corrida base: un vínculo no tiene efecto ahí, o una de sus variables es lo que alguien decide, de modo que el circuito queda abierto.",
    ),
    (
        "The named feedback loops, link by link",
        "Los circuitos con nombre, vínculo por vínculo",
    ),
    ("taken for", "se toma por"),
    ("in the base run", "en la corrida base"),
    ("links", "vínculos"),
    ("Both at once: {across}, and {up}", "Ambos a la vez: {across}, y {up}"),
    ("One outcome against the other", "Un resultado frente al otro"),
    (
        "Each number is a policy at its two medians, thin lines the middle 90 % of futures, cut at the picture's edge. Change against {reference} in the same futures. Where policies crowd around 0 they change little of either.",
        "Cada número es una política en sus dos medianas; las líneas delgadas, el 90 % central de los futuros, cortado en el borde. Cambio frente a «{reference}» en los mismos futuros. Donde las políticas se agolpan alrededor de 0, cambian poco de ambos.",
    ),
    ("survives: {choices}", "sobrevive: {choices}"),
    ("does not survive: {choices}", "no sobrevive: {choices}"),
    // Words of the findings: kinds, verdicts, units
    ("source", "fuente"),
    ("derived", "derivado"),
    ("calibrated", "calibrado"),
    ("judgement", "juicio"),
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
    ("partly", "en parte"),
    ("contradicted", "contradicho"),
    ("not checkable", "no verificable"),
    ("none", "ninguno"),
    ("relay", "retransmisión"),
    ("press", "prensa"),
    ("official page", "página oficial"),
    ("primary", "primaria"),
    ("paper", "artículo académico"),
    ("latin-hypercube", "hipercubo latino"),
    ("person", "personas"),
    ("week", "semana"),
    ("month", "mes"),
    ("removal", "remociones"),
    ("group", "grupos"),
    ("event", "eventos"),
    ("kit", "kit"),
    ("billion", "miles de millones de"),
];
