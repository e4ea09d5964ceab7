//! Spanish as used in Mexico, where a point stands before the tenths and a comma between thousands.

mod evidence;
mod method;
mod outcomes;
mod page;
mod paper;

use super::{Phrase, Words};

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
        ("source", "{n} de una fuente", "{n} de fuentes"),
        ("derived", "{n} derivado", "{n} derivados"),
        ("calibrated", "{n} calibrado", "{n} calibrados"),
        ("judgement", "{n} por criterio", "{n} por criterio"),
        ("definition", "{n} por definición", "{n} por definición"),
        ("supported", "{n} respaldado", "{n} respaldados"),
        ("partly", "{n} respaldado en parte", "{n} respaldados en parte"),
        ("contradicted", "{n} contradicho", "{n} contradichos"),
        ("not checkable", "{n} no verificable", "{n} no verificables"),
    ],
    phrases: &[
        page::PHRASES,
        paper::PHRASES,
        outcomes::PHRASES,
        evidence::PHRASES,
        method::PHRASES,
    ],
};
