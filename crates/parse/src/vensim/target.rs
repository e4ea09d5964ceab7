//! Left-hand sides: `name[subscripts] :EXCEPT: [a,b] :INTERPOLATE:`.

use super::lexer::{Keyword, Kind};
use super::parser::{Parse, Parser};
use crate::{Name, Subscript, Target};

/// Reads what is defined, up to the sign that says how.
pub(super) fn target(p: &mut Parser) -> Parse<Target> {
    let start = p.span();
    let name = p.expect_name("the name of a variable")?;
    let mut target = Target {
        name,
        subscripts: Vec::new(),
        exceptions: Vec::new(),
        keyword: None,
        span: start,
    };
    if p.at(Kind::LeftBracket) {
        target.subscripts = subscripts(p)?;
    }
    loop {
        match p.kind() {
            Kind::Keyword(Keyword::Except) => target.exceptions.extend(exceptions(p)?),
            Kind::Keyword(keyword) => match data_keyword(keyword) {
                Some(spelling) => {
                    target.keyword = Some(spelling.into());
                    p.advance();
                }
                None => break,
            },
            Kind::LeftBracket if target.subscripts.is_empty() => target.subscripts = subscripts(p)?,
            _ => break,
        }
    }
    target.span = p.span_since(start);
    Ok(target)
}

fn data_keyword(keyword: Keyword) -> Option<&'static str> {
    match keyword {
        Keyword::Interpolate => Some("INTERPOLATE"),
        Keyword::Raw => Some("RAW"),
        Keyword::LookForward => Some("LOOK FORWARD"),
        Keyword::HoldBackward => Some("HOLD BACKWARD"),
        _ => None,
    }
}

/// `:EXCEPT: [a,b], [c,d]`.
fn exceptions(p: &mut Parser) -> Parse<Vec<Vec<Subscript>>> {
    p.advance();
    let mut exceptions = Vec::new();
    loop {
        if !p.at(Kind::LeftBracket) {
            return Err(p.unexpected("`[` after `:EXCEPT:`"));
        }
        exceptions.push(subscripts(p)?);
        if !p.take(Kind::Comma) {
            return Ok(exceptions);
        }
    }
}

/// Reads `[A, B!]`.
pub(super) fn subscripts(p: &mut Parser) -> Parse<Vec<Subscript>> {
    let open = p.span();
    p.advance();
    let mut subscripts = vec![subscript(p)?];
    while p.take(Kind::Comma) {
        subscripts.push(subscript(p)?);
    }
    if !p.take(Kind::RightBracket) {
        return Err(p.unclosed(open, "`,` or `]`"));
    }
    Ok(subscripts)
}

fn subscript(p: &mut Parser) -> Parse<Subscript> {
    let name = element_name(p)?;
    let bang = p.take(Kind::Bang);
    Ok(Subscript { name, bang })
}

/// A dimension, a subrange or an element; elements that are whole numbers come from models converted to Vensim.
pub(super) fn element_name(p: &mut Parser) -> Parse<Name> {
    if matches!(p.kind(), Kind::Number(_)) && is_whole(p.slice(p.span())) {
        return p.current_name();
    }
    p.expect_name("a dimension or an element")
}

fn is_whole(number: &str) -> bool {
    number.bytes().all(|b| b.is_ascii_digit())
}
