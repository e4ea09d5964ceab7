//! Hints that show Vensim's form, in that of XMILE.

/// The same hint for an author of XMILE, each `definition ~~|` as an element; `None` where it holds for both.
pub(crate) fn in_xmile(hint: &str) -> Option<String> {
    let parts: Vec<&str> = hint.split('`').collect();
    let mut changed = false;
    let written = parts.iter().enumerate().map(|(at, part)| {
        let element = (at % 2 == 1).then(|| element(part)).flatten();
        changed |= element.is_some();
        element.unwrap_or_else(|| part.to_string())
    });
    let written: Vec<String> = written.collect();
    changed.then(|| written.join("`"))
}

fn element(vensim: &str) -> Option<String> {
    if let Some(reduced) = vensim.strip_suffix("!])") {
        let open = reduced.rfind('[')?;
        return Some(format!("{}[*])", &reduced[..open]));
    }
    if let Some(rate) = vensim.strip_suffix(" = INTEG(rate, 0)") {
        return Some(format!("<stock name=\"{rate}\"><eqn>0</eqn></stock>"));
    }
    let definition = vensim.strip_suffix("~~|").or_else(|| vensim.strip_suffix("~|"))?;
    let definition = definition.split('~').next()?.trim();
    if let Some((name, formula)) = definition.split_once(" = ") {
        let (name, formula) = (name.trim(), formula.trim());
        return Some(match name.split_once('[') {
            Some((_, subscripts)) => {
                let subscripts = subscripts.trim_end_matches(']');
                format!("<element subscript=\"{subscripts}\"><eqn>{formula}</eqn></element>")
            }
            None => format!("<aux name=\"{name}\"><eqn>{formula}</eqn></aux>"),
        });
    }
    if let Some((name, elements)) = definition.split_once(':') {
        let elements = elements.split(',').map(|e| format!("<elem name=\"{}\"/>", e.trim()));
        return Some(format!(
            "<dim name=\"{}\">{}</dim>",
            name.trim(),
            elements.collect::<String>()
        ));
    }
    if let Some((name, _)) = definition.split_once('(') {
        return Some(format!("<gf name=\"{name}\"><xpts>0,1</xpts><ypts>0,1</ypts></gf>"));
    }
    None
}

#[cfg(test)]
mod tests {
    use super::in_xmile;

    #[test]
    fn definitions_become_elements() {
        let cases = [
            (
                "`plain[b] = 0 ~~|`",
                "`<element subscript=\"b\"><eqn>0</eqn></element>`",
            ),
            (
                "this model has none: `Region: north, south ~~|` defines one",
                "this model has none: `<dim name=\"Region\"><elem name=\"north\"/><elem name=\"south\"/></dim>` defines one",
            ),
            ("mark a dimension: `SUM(x[Region!])`", "mark a dimension: `SUM(x[*])`"),
            (
                "a lookup is defined by its points: `table((0,0),(1,1)) ~~|`",
                "a lookup is defined by its points: `<gf name=\"table\"><xpts>0,1</xpts><ypts>0,1</ypts></gf>`",
            ),
        ];
        for (vensim, xmile) in cases {
            assert_eq!(in_xmile(vensim).as_deref(), Some(xmile));
        }
        assert_eq!(in_xmile("a similar name is `births`"), None);
    }
}
