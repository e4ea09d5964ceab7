//! What it rests on, and the words that findings bring: kinds of evidence, verdicts.

use super::Phrase;

pub(super) static PHRASES: &[Phrase] = &[
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
        "{judged} of the {all} deciding assumptions rest on judgement.",
        "{judged} de los {all} supuestos decisivos se apoyan en el criterio.",
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
