//! XML as a tree in which everything has its place.
//!
//! It takes what model files hold in practice: prefixes that no one declared, comments with `--` in them, tags that are not
//! closed where they should be. It refuses what only attacks need: document types, and with them entities of one's own.

use super::node::{Attribute, Node};
use super::text::Text;
use crate::limits;
use quick_xml::Reader;
use quick_xml::events::attributes::AttrError;
use quick_xml::events::{BytesStart, Event};
use source::{Diagnostic, Diagnostics, SourceId, Span};

/// Elements that only draw: nothing inside them is looked at.
const DRAWINGS: [&str; 5] = ["views", "view", "display", "interface", "style"];

/// Reads a file; the outermost element, or nothing but a diagnostic.
pub(super) fn read(text: &str, source: SourceId, diagnostics: &mut Diagnostics) -> Option<Node> {
    let mut builder = Builder {
        text,
        source,
        diagnostics,
        open: Vec::new(),
        within_drawing: 0,
        root: None,
        nodes: 0,
    };
    builder.document();
    builder.root
}

struct Builder<'t, 'd> {
    text: &'t str,
    source: SourceId,
    diagnostics: &'d mut Diagnostics,
    /// The elements that are not closed yet, outermost first.
    open: Vec<Node>,
    /// How many elements inside a drawing are open.
    within_drawing: usize,
    root: Option<Node>,
    nodes: usize,
}

/// The file cannot be read any further; a diagnostic was made.
struct GivenUp;

impl<'t> Builder<'t, '_> {
    fn document(&mut self) {
        // A mark of the byte order would be skipped without being counted.
        let marks = self.text.len() - self.text.trim_start_matches('\u{feff}').len();
        let mut reader = Reader::from_str(&self.text[marks..]);
        let config = reader.config_mut();
        config.check_end_names = false;
        config.allow_unmatched_ends = true;
        config.allow_dangling_amp = true;
        loop {
            let start = marks + reader.buffer_position() as usize;
            let event = reader.read_event();
            let end = marks + reader.buffer_position() as usize;
            let at = start..end.min(self.text.len());
            let step = match event {
                Ok(Event::Eof) => break,
                Ok(event) => self.event(event, at),
                Err(error) => Err(self.broken(&error, marks + reader.error_position() as usize)),
            };
            if step.is_err() {
                break;
            }
        }
        self.end_of_file();
    }

    fn event(&mut self, event: Event<'t>, at: std::ops::Range<usize>) -> Result<(), GivenUp> {
        match event {
            Event::Start(tag) => self.start(&tag, at),
            Event::Empty(_) if self.within_drawing > 0 => Ok(()),
            Event::Empty(tag) => {
                self.start(&tag, at.clone())?;
                self.close(at.end);
                Ok(())
            }
            Event::End(tag) => {
                self.end(tag.name().as_ref(), at);
                Ok(())
            }
            Event::DocType(_) => Err(self.document_type(at)),
            Event::Text(_) => {
                self.characters(at);
                Ok(())
            }
            Event::CData(_) => {
                self.characters(at.start + "<![CDATA[".len()..at.end - "]]>".len());
                Ok(())
            }
            Event::GeneralRef(_) => {
                self.entity(at);
                Ok(())
            }
            Event::Comment(_) | Event::Decl(_) | Event::PI(_) | Event::Eof => Ok(()),
        }
    }

    fn start(&mut self, tag: &BytesStart<'t>, at: std::ops::Range<usize>) -> Result<(), GivenUp> {
        let span = Span::new(self.source, at.start, at.end);
        self.nodes += 1;
        if self.open.len() + self.within_drawing >= limits::NESTING {
            let message = format!("elements are nested more than {} levels deep", limits::NESTING);
            let diagnostic = Diagnostic::error("nesting-too-deep", span, message);
            return Err(self.give_up(diagnostic.hint("check whether an earlier element is not closed")));
        }
        if self.nodes > limits::XML_NODES {
            let message = format!(
                "the file has more than {} elements; the rest is not read",
                limits::XML_NODES
            );
            return Err(self.give_up(Diagnostic::error("file-too-large", span, message)));
        }
        if self.within_drawing > 0 {
            self.within_drawing += 1;
            return Ok(());
        }
        let name = tag.name().as_ref().to_string();
        self.within_drawing = usize::from(DRAWINGS.contains(&name.as_str()));
        let attributes = self.attributes(tag, span);
        self.open.push(Node {
            name,
            attributes,
            children: Vec::new(),
            text: Text::empty(self.source, at.end),
            tag: span,
            span,
        });
        Ok(())
    }

    fn attributes(&mut self, tag: &BytesStart<'t>, span: Span) -> Vec<Attribute> {
        let mut attributes = Vec::new();
        for attribute in tag.attributes() {
            match attribute {
                Ok(attribute) => {
                    let place = attribute.value.as_ptr() as usize - self.text.as_ptr() as usize;
                    let raw = place..place + attribute.value.len();
                    attributes.push(Attribute {
                        name: attribute.key.as_ref().to_string(),
                        value: self.attribute_value(raw),
                    });
                }
                Err(error) => self.diagnostics.push(broken_attribute(&error, span)),
            }
        }
        attributes
    }

    fn attribute_value(&mut self, raw: std::ops::Range<usize>) -> Text {
        let mut value = Text::empty(self.source, raw.start);
        let mut at = raw.start;
        while let Some(ampersand) = self.text[at..raw.end].find('&').map(|n| at + n) {
            value.push(&self.text[at..ampersand], at);
            at = match self.text[ampersand..raw.end].find(';') {
                Some(length) => {
                    let place = ampersand..ampersand + length + 1;
                    self.resolve(&mut value, place.clone());
                    place.end
                }
                None => {
                    value.push("&", ampersand);
                    ampersand + 1
                }
            };
        }
        value.push(&self.text[at..raw.end], at);
        value
    }

    fn characters(&mut self, at: std::ops::Range<usize>) {
        let text = self.text;
        if self.within_drawing > 0 {
            return;
        }
        match self.open.last_mut() {
            Some(node) => node.text.push(&text[at.clone()], at.start),
            None => self.outside(at),
        }
    }

    /// Characters before or behind the outermost element; blanks may stand there.
    fn outside(&mut self, at: std::ops::Range<usize>) {
        let characters = &self.text[at.clone()];
        let trimmed = characters.trim_matches(|c: char| c.is_whitespace() || c == '\u{feff}');
        if trimmed.is_empty() {
            return;
        }
        let start = at.start + characters.find(trimmed).unwrap_or(0);
        let end = start + trimmed.len().min(40);
        self.text_outside(start..self.text.floor_char_boundary(end));
    }

    fn text_outside(&mut self, at: std::ops::Range<usize>) {
        let diagnostic = Diagnostic::error("broken-xml", self.span(at), "text outside of any element");
        self.diagnostics.push(diagnostic);
    }

    fn entity(&mut self, at: std::ops::Range<usize>) {
        if self.within_drawing > 0 {
            return;
        }
        let Some(mut node) = self.open.pop() else {
            return self.outside(at);
        };
        self.resolve(&mut node.text, at);
        self.open.push(node);
    }

    /// Adds what `&name;` stands for.
    fn resolve(&mut self, text: &mut Text, at: std::ops::Range<usize>) {
        let written = &self.text[at.clone()];
        let name = written.trim_start_matches('&').trim_end_matches(';');
        match character(name) {
            Some(character) => text.push_entity(character, at.start, at.len()),
            None => self.diagnostics.push(unknown_entity(written, self.span(at))),
        }
    }

    fn end(&mut self, name: &str, at: std::ops::Range<usize>) {
        if self.within_drawing > 1 {
            self.within_drawing -= 1;
            return;
        }
        self.within_drawing = 0;
        let Some(depth) = self.open.iter().rposition(|node| node.name == name) else {
            let message = format!("`</{name}>` has no opening tag");
            let diagnostic = Diagnostic::error("broken-xml", self.span(at), message);
            return self.diagnostics.push(diagnostic);
        };
        self.close_down_to(depth, at);
    }

    /// Closes the element at a depth with the tag at `at`, and says which inside it should have been closed before.
    fn close_down_to(&mut self, depth: usize, at: std::ops::Range<usize>) {
        let tag = self.span(at);
        for inner in (depth + 1..self.open.len()).rev() {
            self.diagnostics.push(not_closed(&self.open[inner], tag));
            self.close(tag.start as usize);
        }
        self.close(tag.end as usize);
    }

    fn span(&self, at: std::ops::Range<usize>) -> Span {
        Span::new(self.source, at.start, at.end)
    }

    fn close(&mut self, end: usize) {
        self.within_drawing = 0;
        let Some(mut node) = self.open.pop() else {
            return;
        };
        node.span = node.span.to(self.span(end..end));
        match self.open.last_mut() {
            Some(parent) => parent.children.push(node),
            None => self.outermost(node),
        }
    }

    fn outermost(&mut self, node: Node) {
        if self.root.is_some() {
            let message = "a second root element: only the first is read";
            return self.diagnostics.push(Diagnostic::error("broken-xml", node.tag, message));
        }
        self.root = Some(node);
    }

    fn end_of_file(&mut self) {
        let innermost = self.open.last().map(truncated);
        innermost.into_iter().for_each(|d| self.diagnostics.push(d));
        while !self.open.is_empty() {
            self.close(self.text.len());
        }
    }

    fn document_type(&mut self, at: std::ops::Range<usize>) -> GivenUp {
        let span = self.span(at.start..at.start + "<!DOCTYPE".len());
        let message = "document types (`<!DOCTYPE …>`) are not supported: model files have none";
        let diagnostic = Diagnostic::error("xml-document-type", span, message);
        self.give_up(diagnostic.hint("remove it and write out the entities that it defines"))
    }

    fn broken(&mut self, error: &quick_xml::Error, at: usize) -> GivenUp {
        let at = at.min(self.text.len());
        let end = self.text[at..].char_indices().nth(1).map_or(self.text.len(), |(n, _)| at + n);
        let span = Span::new(self.source, at, end);
        self.give_up(Diagnostic::error("broken-xml", span, error.to_string()))
    }

    fn give_up(&mut self, diagnostic: Diagnostic) -> GivenUp {
        self.diagnostics.push(diagnostic);
        self.open.clear();
        self.root = None;
        GivenUp
    }
}

fn unknown_entity(written: &str, span: Span) -> Diagnostic {
    let message = format!("`{written}` is not a character entity of XML");
    Diagnostic::error("unknown-entity", span, message).hint("write `&amp;` for `&`, `&lt;` for `<`")
}

/// An element that should have been closed before a tag.
fn not_closed(node: &Node, before: Span) -> Diagnostic {
    let message = format!("`<{}>` is never closed", node.name);
    Diagnostic::warning("element-not-closed", node.tag, message)
        .label("opened here")
        .see(before, "treated as closed before this")
        .hint(format!("write `</{}>`", node.name))
}

fn truncated(node: &Node) -> Diagnostic {
    let message = format!("the file ends inside `<{}>`", node.name);
    Diagnostic::error("truncated-file", node.tag, message)
        .label("opened here")
        .hint("the file may have been cut off when it was copied")
}

/// What is wrong with an attribute of a tag; its position is counted from behind the `<`.
fn broken_attribute(error: &AttrError, tag: Span) -> Diagnostic {
    let (at, message) = match error {
        AttrError::ExpectedEq(at) => (at, "expected `=` after the name of an attribute"),
        AttrError::ExpectedValue(at) => (at, "expected a value after `=`"),
        AttrError::UnquotedValue(at) => (at, "the value of an attribute must be in quotes"),
        AttrError::ExpectedQuote(at, _) => (at, "the quotes around this value are never closed"),
        AttrError::Duplicated(at, _) => (at, "this attribute is given twice"),
    };
    let start = (tag.start as usize + 1 + at).min(tag.end as usize - 1);
    let place = Span::new(tag.source, start, tag.end as usize - 1);
    Diagnostic::error("broken-xml", place, message).hint("write attributes as `name=\"value\"`")
}

/// The character that `&name;` stands for.
fn character(name: &str) -> Option<char> {
    let number =
        |digits: &str, radix| u32::from_str_radix(digits, radix).ok().and_then(char::from_u32).filter(|c| *c != '\0');
    match name {
        "lt" => Some('<'),
        "gt" => Some('>'),
        "amp" => Some('&'),
        "quot" => Some('"'),
        "apos" => Some('\''),
        "nbsp" => Some('\u{a0}'),
        _ => match name.strip_prefix("#x").or(name.strip_prefix("#X")) {
            Some(digits) => number(digits, 16),
            None => number(name.strip_prefix('#')?, 10),
        },
    }
}
