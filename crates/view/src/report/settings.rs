//! Named settings: a published result computed again, and the dose at which it turns.

use super::{Page, paragraph};
use crate::chart::dose::{self, Against};
use crate::look;
use crate::markup::Markup;
use findings::SettingFinding;

pub(super) fn settings(page: &Page) -> Markup {
    let mut m = Markup::new();
    page.findings.settings.iter().for_each(|setting| one(&mut m, page, setting));
    m
}

fn one(m: &mut Markup, page: &Page, setting: &SettingFinding) {
    m.leaf("h3", &[], &setting.title);
    paragraph(m, &setting.says);
    cases(m, page, setting);
    if setting.doses.is_empty() {
        return;
    }
    doses(m, page, setting);
    if !setting.break_even.is_empty() {
        m.element("ul", &[], |m| {
            for (outcome, dose) in &setting.break_even {
                m.leaf("li", &[], &look::break_even(setting, outcome, *dose, page.words));
            }
        });
    }
}

/// The named cases alone, as a table.
fn cases(m: &mut Markup, page: &Page, setting: &SettingFinding) {
    if setting.cases.is_empty() {
        return;
    }
    let named = SettingFinding {
        title: page.words.say("Named cases, single runs").to_owned(),
        doses: Vec::new(),
        ..setting.clone()
    };
    dose::twin(&named, page.words).html(m);
}

/// Response by dose, against both the start and no change.
fn doses(m: &mut Markup, page: &Page, setting: &SettingFinding) {
    let words = page.words;
    let panels = [Against::Start, Against::NoChange].map(|against| dose::drawn(setting, against, words));
    let text = "Single runs, not sampled futures: the same runs compared with {from} and with no change. The conclusion \
                depends on which of the two is quoted.";
    let caption = words.fill(text, &[("from", &words.year(setting.from))]);
    page.figure(m, &panels, &caption, &dose::twin(setting, words));
}
