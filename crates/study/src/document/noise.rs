//! Blocks that are not part of the text, by these rules:
//!
//! | what | the rule |
//! |---|---|
//! | an image with its caption | from `![` to the `)` behind its address, over as many lines as it takes |
//! | repeated alternatives | lines that are nothing but `OR`, two or more of them no more than three lines apart, with what stands between and around them up to a blank line |
//! | a template that was not filled in | a line with `[Words In Capitals]` that is no link, or with `{{ … }}` |
//! | navigation | a line of at most eight words that begins with one of a list (`Share`, `Read more`, `Advertisement` …), or of short parts between `|`, `›` or `»`, or a bare address |

use super::Noise;

/// Lines that begin a page's furniture.
const FURNITURE: [&str; 22] = [
    "advertisement",
    "all rights reserved",
    "click here",
    "comments",
    "cookie",
    "copyright",
    "follow us",
    "leave a reply",
    "log in",
    "next article",
    "previous article",
    "print this",
    "read more",
    "related articles",
    "related posts",
    "see also",
    "share",
    "sign in",
    "sign up",
    "skip to",
    "subscribe",
    "tags:",
];

/// The blocks, in order; lines that follow one another are one block when their reason is the same.
pub(super) fn noise(lines: &[&str]) -> Vec<Noise> {
    let mut why: Vec<Option<&'static str>> = lines.iter().map(|line| alone(line)).collect();
    images(lines, &mut why);
    alternatives(lines, &mut why);
    let mut blocks: Vec<Noise> = Vec::new();
    for (at, reason) in why.iter().enumerate() {
        let Some(reason) = reason else { continue };
        let line = at as u32 + 1;
        match blocks.last_mut() {
            Some(block) if block.why == *reason && block.lines.last() == Some(&(line - 1)) => block.lines.push(line),
            _ => blocks.push(Noise {
                lines: vec![line],
                why: reason,
            }),
        }
    }
    blocks
}

/// What a line is by itself.
fn alone(line: &str) -> Option<&'static str> {
    let text = line.trim();
    let lower = text.to_lowercase();
    let words = text.split_whitespace().count();
    let is_address = words == 1 && ["http://", "https://", "www."].iter().any(|start| lower.starts_with(start));
    let begins = FURNITURE.iter().any(|start| lower.starts_with(start));
    let is_furniture = words <= 8 && !text.ends_with('.') && begins || text.starts_with('\u{a9}');
    match () {
        () if is_placeholder(text) => Some("a template that was not filled in"),
        () if is_address || is_furniture || is_menu(text) => Some("navigation"),
        () => None,
    }
}

/// `[Hotel Name]`, where no address follows; `{{ name }}`.
fn is_placeholder(text: &str) -> bool {
    let named = |(at, _): (usize, &str)| {
        let rest = &text[at + 1..];
        let Some(end) = rest.find(']') else { return false };
        let (inner, behind) = (&rest[..end], &rest[end + 1..]);
        let words: Vec<&str> = inner.split(' ').collect();
        let capital = |word: &&str| {
            word.chars().next().is_some_and(char::is_uppercase)
                && word.chars().all(char::is_alphabetic)
                && word.len() > 1
        };
        words.len() >= 2 && words.iter().all(capital) && !behind.starts_with(['(', '['])
    };
    text.match_indices('[').any(named) || text.contains("{{") && text.contains("}}")
}

/// Short parts between signs: `Home | News | Contact`.
fn is_menu(text: &str) -> bool {
    let parts: Vec<&str> = text.split(['|', '\u{203a}', '\u{bb}']).map(str::trim).filter(|p| !p.is_empty()).collect();
    parts.len() >= 3 && parts.iter().all(|p| p.split_whitespace().count() <= 3)
}

/// How many lines an image's caption may take.
const CAPTION: usize = 40;

fn images(lines: &[&str], why: &mut [Option<&'static str>]) {
    let mut at = 0;
    while at < lines.len() {
        let Some(start) = lines[at].find("![") else {
            at += 1;
            continue;
        };
        let mut end = at;
        let mut found = ends_image(&lines[at][start..]);
        while !found && end + 1 < lines.len() && end - at < CAPTION {
            end += 1;
            found = ends_image(lines[end]);
        }
        // An image within a sentence is no block; one that never ends is the line alone.
        let before = lines[at][..start].trim();
        if before.is_empty() {
            let last = if found { end } else { at };
            why[at..=last].fill(Some("an image with its caption"));
            at = last;
        }
        at += 1;
    }
}

/// Whether `](address)` closes an image here.
fn ends_image(text: &str) -> bool {
    text.find("](").is_some_and(|at| text[at..].contains(')'))
}

/// How far two `OR` of one list may be apart.
const APART: usize = 3;

fn alternatives(lines: &[&str], why: &mut [Option<&'static str>]) {
    let ors: Vec<usize> = (0..lines.len()).filter(|at| lines[*at].trim() == "OR").collect();
    let mut at = 0;
    while at < ors.len() {
        let mut last = at;
        while last + 1 < ors.len() && ors[last + 1] - ors[last] <= APART {
            last += 1;
        }
        if last > at {
            let (mut from, mut to) = (ors[at], ors[last]);
            while from > 0 && !lines[from - 1].trim().is_empty() && ors[at] - from < 2 {
                from -= 1;
            }
            while to + 1 < lines.len() && !lines[to + 1].trim().is_empty() && to - ors[last] < 2 {
                to += 1;
            }
            for reason in &mut why[from..=to] {
                *reason = reason.filter(|r| r.starts_with("an image")).or(Some("repeated alternatives"));
            }
        }
        at = last + 1;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: &[(&[u32], &str)]) {
        let lines: Vec<&str> = text.lines().collect();
        let found = noise(&lines);
        let found: Vec<(&[u32], &str)> = found.iter().map(|n| (&n.lines[..], n.why)).collect();
        assert_eq!(found, expected, "{text}");
    }

    #[test]
    fn an_image_takes_as_many_lines_as_its_caption() {
        check(
            "a\n![one\nOR\ntwo](https://x.example/a.jpg)\nb",
            &[(&[2, 3, 4], "an image with its caption")],
        );
        check("![never closed\nb", &[(&[1], "an image with its caption")]);
        check("see ![this](x.png) here.", &[]);
    }

    #[test]
    fn alternatives_stand_around_or() {
        check(
            "Text.\n\nfirst\nOR\nsecond\nOR\nthird\n\nText.",
            &[(&[3, 4, 5, 6, 7], "repeated alternatives")],
        );
        check("one\nOR\ntwo", &[]);
    }

    #[test]
    fn furniture_and_templates() {
        check("Home | News | Contact", &[(&[1], "navigation")]);
        check("Share this article", &[(&[1], "navigation")]);
        check("Share prices fell by a third in the year after the reform.", &[]);
        check(
            "Stay at [Hotel Name] tonight",
            &[(&[1], "a template that was not filled in")],
        );
        check("as [Ostrom Elinor](https://x.example) shows", &[]);
    }
}
