//! How it was made, and what is told below the charts.

use super::Phrase;

pub(super) static PHRASES: &[Phrase] = &[
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
        "Made by Counterflow {version}: {method}, seed {seed}, {runs}.",
        "Hecho con Counterflow {version}: {method}, semilla {seed}, {runs}.",
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
        "{share} if disputed ranges are narrowed",
        "{share} si se acotan los rangos en disputa",
    ),
    (
        "{share} if futures unlike the past count too",
        "{share} si también cuentan los futuros que no se parecen al pasado",
    ),
    (
        "{share} in futures fitted anew to the record",
        "{share} en futuros ajustados de nuevo al registro",
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
        "Not rejected by the record: {questions}.",
        "El registro no rechaza: {questions}.",
    ),
    (
        "{question}: {choices} ({left} of {all})",
        "{question}: {choices} ({left} de {all})",
    ),
    ("none of them", "ninguna"),
    ("{question}: all {all}", "{question}: las {all}"),
    (
        "{question}: {choices} ({left} of {all}, {untested} with too few futures to tell)",
        "{question}: {choices} ({left} de {all}; {untested} con muy pocos futuros para saberlo)",
    ),
    (
        "{question}: not tested, too few futures",
        "{question}: sin probar, por muy pocos futuros",
    ),
];
