//! A table of text: the twin of a picture, in HTML and in Markdown.

use crate::markup::Markup;

/// Headings and rows of plain text; the first column names the row.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Table {
    /// What it shows.
    pub caption: String,
    /// One heading a column.
    pub headings: Vec<String>,
    /// Rows with one cell a column.
    pub rows: Vec<Vec<String>>,
}

impl Table {
    /// As HTML, in a frame that scrolls where the page is narrow. Where a heading stands tells what it heads, and the caption
    /// names the frame: a page has hundreds of such tables.
    pub(crate) fn html(&self, markup: &mut Markup) {
        markup.element("div", &[("class", &"frame"), ("tabindex", &"0")], |m| {
            m.element("table", &[], |m| {
                m.leaf("caption", &[], &self.caption);
                m.element("thead", &[], |m| {
                    m.element("tr", &[], |m| self.headings.iter().for_each(|h| m.leaf("th", &[], h)));
                });
                m.element("tbody", &[], |m| self.rows.iter().for_each(|row| html_row(m, row)));
            });
        });
        markup.line();
    }
}

impl Table {
    /// The same with the longer list downwards, so that it fits a page; `corner` heads the rows when they
    /// were columns.
    pub(crate) fn upright(self, corner: &str) -> Table {
        if self.headings.len() <= self.rows.len() + 1 {
            return self;
        }
        let cell = |row: &Vec<String>, at: usize| row.get(at).cloned().unwrap_or_default();
        let names = self.rows.iter().map(|row| cell(row, 0));
        let headings = [corner.to_owned()].into_iter().chain(names).collect();
        let turned = self.headings.iter().enumerate().skip(1).map(|(at, heading)| {
            [heading.clone()].into_iter().chain(self.rows.iter().map(|row| cell(row, at))).collect()
        });
        Table {
            rows: turned.collect(),
            headings,
            caption: self.caption,
        }
    }
}

/// A captioned table in a frame that scrolls on its own where the page is narrow.
pub(crate) fn framed(markup: &mut Markup, caption: &str, inside: impl FnOnce(&mut Markup)) {
    let frame: [(&'static str, &dyn std::fmt::Display); 4] = [
        ("class", &"frame"),
        ("role", &"region"),
        ("aria-label", &caption),
        ("tabindex", &"0"),
    ];
    markup.element("div", &frame, |m| {
        m.element("table", &[], |m| {
            m.leaf("caption", &[], caption);
            inside(m);
        });
    });
    markup.line();
}

fn html_row(markup: &mut Markup, row: &[String]) {
    markup.element("tr", &[], |m| {
        for (at, cell) in row.iter().enumerate() {
            match at {
                0 => m.leaf("th", &[], cell),
                _ => m.leaf("td", &[], cell),
            }
        }
    });
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_wide_table_is_turned_and_a_long_one_is_not() {
        let row = |cells: [&str; 4]| cells.map(str::to_owned).to_vec();
        let wide = Table {
            headings: row(["policy", "a", "b", "c"]),
            rows: vec![row(["force", "1", "2", "3"])],
            ..Default::default()
        };
        let turned = wide.upright("outcome");
        assert_eq!(turned.headings, ["outcome", "force"]);
        assert_eq!(turned.rows, [["a", "1"], ["b", "2"], ["c", "3"]]);
        assert_eq!(turned.clone().upright("policy"), turned);
    }
}
