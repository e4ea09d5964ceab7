//! Named settings: a published result computed again, and the dose at which it turns.

use super::{Page, paragraph};
use crate::chart::dose::{self, Against};
use crate::look;
use crate::markup::Markup;
use findings::SettingFinding;

pub(super) fn settings(page: &Page) -> Markup {
    let mut m = Markup::new();
    page.findings
        .settings
        .iter()
        .for_each(|setting| one(&mut m, page, setting));
    m
}

fn one(m: &mut Markup, page: &Page, setting: &SettingFinding) {
    let words = page.words;
    m.leaf("h3", &[], &setting.title);
    paragraph(m, &setting.says);
    let mut cases = setting.clone();
    cases.doses.clear();
    if !cases.cases.is_empty() {
        cases.title = words.say("Named cases, single runs").to_owned();
        dose::twin(&cases, words).html(m);
    }
    if setting.doses.is_empty() {
        return;
    }
    let panels = [Against::Start, Against::NoChange].map(|against| dose::drawn(setting, against, words));
    let text = "Single runs, not sampled futures: the same runs compared with {from} and with no change. The conclusion \
                depends on which of the two is quoted.";
    let caption = words.fill(text, &[("from", &words.year(setting.from))]);
    page.figure(m, &panels, &caption, &dose::twin(setting, words));
    if !setting.break_even.is_empty() {
        m.element("ul", &[], |m| {
            for (outcome, dose) in &setting.break_even {
                m.leaf("li", &[], &look::break_even(setting, outcome, *dose, words));
            }
        });
    }
}
