//! What supports a number.

/// What supports a number.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Evidence {
    /// Of which kind it is; `None` when nothing supports it.
    pub kind: Option<EvidenceKind>,
    /// Keys of sources.
    pub keys: Vec<String>,
    /// The formula, the data, the bounds or the reason.
    pub note: String,
}

/// The kinds of evidence.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum EvidenceKind {
    /// Cited.
    Source,
    /// Computed from cited numbers: formula and inputs are named.
    Derived,
    /// Fitted: bounds and data are named.
    Calibrated,
    /// A reason and a wide range.
    Judgement,
    /// True by definition: weeks of a year, a switch. Needs no range.
    Definition,
}

impl EvidenceKind {
    /// All, in the order of a report.
    pub const ALL: [EvidenceKind; 5] = [
        EvidenceKind::Source,
        EvidenceKind::Derived,
        EvidenceKind::Calibrated,
        EvidenceKind::Judgement,
        EvidenceKind::Definition,
    ];

    /// The word for it.
    pub fn word(self) -> &'static str {
        match self {
            EvidenceKind::Source => "source",
            EvidenceKind::Derived => "derived",
            EvidenceKind::Calibrated => "calibrated",
            EvidenceKind::Judgement => "judgement",
            EvidenceKind::Definition => "definition",
        }
    }

    /// The kind of that word.
    pub fn of(word: &str) -> Option<EvidenceKind> {
        EvidenceKind::ALL.into_iter().find(|k| k.word() == word)
    }
}

impl Evidence {
    /// The word for its kind, or `none`.
    pub fn word(&self) -> &'static str {
        self.kind.map_or("none", EvidenceKind::word)
    }

    /// What is missing for this kind: `source` needs keys, all others but definitions a note.
    pub fn gap(&self) -> Option<&'static str> {
        let note = self.note.trim().is_empty();
        match self.kind {
            None => Some("no kind of evidence"),
            Some(EvidenceKind::Source) if self.keys.is_empty() => Some("no key of a source"),
            Some(EvidenceKind::Derived) if note => Some("no note that names formula and inputs"),
            Some(EvidenceKind::Calibrated) if note => Some("no note that names data and bounds"),
            Some(EvidenceKind::Judgement) if note => Some("no note that gives the reason"),
            _ => None,
        }
    }
}
