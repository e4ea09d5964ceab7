//! An element of XML with its place.

use super::text::Text;
use source::Span;

/// One element with all that is in it.
#[derive(Debug)]
pub(super) struct Node {
    /// Its name with its prefix, as written.
    pub name: String,
    /// The attributes in file order.
    pub attributes: Vec<Attribute>,
    /// The elements inside, in file order; none in a drawing, which is kept as text only.
    pub children: Vec<Node>,
    /// What stands directly inside.
    pub text: Text,
    /// The opening tag.
    pub tag: Span,
    /// From the opening tag to the end of the closing one.
    pub span: Span,
}

/// `name="value"`.
#[derive(Debug)]
pub(super) struct Attribute {
    /// Its name with its prefix, as written.
    pub name: String,
    /// What stands between the quotes.
    pub value: Text,
}

impl Node {
    /// The name without its prefix.
    pub fn local_name(&self) -> &str {
        local(&self.name)
    }

    /// Whether it is an element of XMILE itself with this name, not one of a vendor.
    pub fn is(&self, name: &str) -> bool {
        self.name == name || self.name.strip_prefix("xmile:") == Some(name)
    }

    /// The elements inside with a name of XMILE itself.
    pub fn all<'n, 's>(&'n self, name: &'s str) -> impl Iterator<Item = &'n Node> + use<'n, 's> {
        self.children.iter().filter(move |child| child.is(name))
    }

    /// The first element inside with a name of XMILE itself.
    pub fn child(&self, name: &str) -> Option<&Node> {
        self.children.iter().find(|child| child.is(name))
    }

    /// The value of an attribute, whatever its prefix.
    pub fn attribute(&self, name: &str) -> Option<&Text> {
        let exact = self.attributes.iter().find(|a| a.name == name);
        exact.or_else(|| self.attributes.iter().find(|a| local(&a.name) == name)).map(|a| &a.value)
    }

    /// Whether an attribute says yes.
    pub fn is_set(&self, name: &str) -> bool {
        self.attribute(name).is_some_and(|value| is_yes(value.trimmed()))
    }
}

/// Whether a text says yes: `true` or `1`.
pub(super) fn is_yes(text: &str) -> bool {
    text.eq_ignore_ascii_case("true") || text == "1"
}

fn local(name: &str) -> &str {
    name.rsplit_once(':').map_or(name, |(_, local)| local)
}
