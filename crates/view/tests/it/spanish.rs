//! The same findings in Spanish: every word of ours is told, numbers keep their marks, help comes first to readers in Mexico.

use crate::{fixture, report};
use view::{Language, ReportOptions, ScreenOptions};

fn options() -> ReportOptions {
    ReportOptions {
        study_path: "studies/x".into(),
        language: Language::Spanish,
        others: vec![(Language::English, "report.html".into())],
        ..Default::default()
    }
}

#[test]
fn a_spanish_report_is_sound_and_leads_to_the_english_one() {
    let html = view::report(&fixture::findings(), &options());
    report::is_sound(&html);
    assert!(html.contains("<html lang=\"es-MX\">"));
    assert!(html.contains("<a href=\"report.html\" lang=\"en\" hreflang=\"en\">English</a>"));
    for word in [
        "Lo que dice el artículo",
        "respaldado",
        "criterio",
        "personas",
        "Línea de la Vida 800 911 2000",
    ] {
        assert!(html.contains(word), "{word}");
    }
    for word in [
        "What the article says",
        "judgement<",
        ">supported<",
        "The same in numbers",
        "Observed:",
    ] {
        assert!(!html.contains(word), "{word}");
    }
}

#[test]
fn a_spanish_screen_and_brief() {
    let options = ScreenOptions {
        language: Language::Spanish,
        ..Default::default()
    };
    let screen = view::first_screen(&fixture::findings(), &options);
    assert!(screen.contains("Lo que dice el artículo"));
    assert!(screen.contains("279 mil (231 mil–342 mil)"), "{screen}");
    let brief = view::brief(&fixture::findings(), &self::options());
    assert!(brief.contains("## Lo que no puede decir"));
    assert!(brief.contains("[English](report.html)"));
    assert!(brief.contains("report.es.html"));
}

#[test]
fn a_language_is_known_by_its_tag() {
    assert_eq!(Language::of("es"), Some(Language::Spanish));
    assert_eq!(Language::of("en"), Some(Language::English));
    assert_eq!(Language::of("xx"), None);
}
