//! Writing and reading are inverse: whatever a model says, its text gives it back, but for places in the text.

use check::Input;
use check::write::{self, Facts};
use parse::{
    BinaryOp, Body, Callee, DimensionDefinition, Equation, Expr, ExprKind, Group, LookupTable, Member, Method, Name,
    ParsedModel, Reference, Subscript, Target, UnaryOp, UnitText,
};
use proptest::prelude::*;
use source::{Diagnostics, SourceId, Span};
use std::path::{Path, PathBuf};

/// Everything that a model says, without places. In Vensim's format a macro's equations are of no group.
fn said(model: &ParsedModel) -> String {
    let mut model = model.clone();
    for definition in &mut model.macros {
        definition.equations.iter_mut().for_each(|e| e.group = None);
    }
    let text = format!("{model:#?}");
    let lines = text.lines();
    let mut out = String::new();
    let mut depth = None;
    for line in lines {
        let indent = line.len() - line.trim_start().len();
        match depth {
            Some(outer) if indent > outer => continue,
            Some(outer) if indent == outer => {
                depth = None;
                continue;
            }
            _ => {}
        }
        if line.trim_start().starts_with("span: Span {") || line.trim_start().starts_with("source: ") {
            depth = line.ends_with('{').then_some(indent);
            continue;
        }
        out += line;
        out.push('\n');
    }
    out
}

/// The first line in which two texts differ.
fn difference(a: &str, b: &str) -> Option<String> {
    if a == b {
        return None;
    }
    let (mut ours, mut theirs) = (a.lines(), b.lines());
    let mut before = "";
    loop {
        match (ours.next(), theirs.next()) {
            (Some(x), Some(y)) if x == y => before = x,
            (x, y) => return Some(format!("behind `{before}`: {x:?} became {y:?}")),
        }
    }
}

fn read_vensim(text: &str) -> (ParsedModel, Diagnostics) {
    let mut diagnostics = Diagnostics::new();
    let model = parse::vensim(text, SourceId(0), &mut diagnostics);
    (model, diagnostics)
}

/// What a model of XMILE says, variable by variable: the control variables stand in the run specs, helpers beside what they help.
fn said_of_xmile(model: &ParsedModel) -> String {
    let mut model = model.clone();
    model.equations.sort_by_key(|e| e.target.name.key.clone());
    said(&model)
}

fn read_xmile(text: &str) -> (ParsedModel, Diagnostics) {
    let mut diagnostics = Diagnostics::new();
    let file = parse::xmile(text, SourceId(0), &mut diagnostics);
    let model = file.equations(&mut diagnostics).into_owned();
    (model, diagnostics)
}

/// A model as XMILE, with everything that XMILE lacks written out.
fn as_xmile(model: &ParsedModel) -> String {
    let mut facts = Facts::of(model);
    let (written, _) = write::for_xmile(model, &mut facts);
    write::xmile(&written, &facts)
}

fn expr(kind: ExprKind) -> Expr {
    Expr {
        kind,
        span: Span::default(),
    }
}

fn name(text: &str) -> Name {
    Name::new(
        &format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\"")),
        Span::default(),
    )
}

/// Names of all sorts; half of them need quotes.
fn any_name() -> impl Strategy<Value = Name> {
    let text = prop_oneof!["[a-zA-Zé_][a-z0-9 _]{0,8}", "[ -~é€]{1,10}"];
    text.prop_map(|text| name(&text)).prop_filter("a name has a letter", |name| !name.key.is_empty())
}

fn subscripts() -> impl Strategy<Value = Vec<Subscript>> {
    let one = (any_name(), any::<bool>()).prop_map(|(name, bang)| Subscript { name, bang });
    prop::collection::vec(one, 0..3)
}

fn reference() -> impl Strategy<Value = Reference> {
    (any_name(), subscripts()).prop_map(|(name, subscripts)| Reference { name, subscripts })
}

fn number() -> impl Strategy<Value = f64> {
    let any = any::<f64>().prop_map(f64::abs).prop_filter("a literal is finite", |n| n.is_finite());
    prop_oneof![any, (0u32..1000).prop_map(f64::from)]
}

fn operator() -> impl Strategy<Value = BinaryOp> {
    use BinaryOp::{Add, And, Divide, Equal, Greater, Less, Multiply, Or, Power, Subtract};
    prop::sample::select(vec![
        Add, Subtract, Multiply, Divide, Power, Equal, Less, Greater, And, Or,
    ])
}

fn expression(leaf: BoxedStrategy<Expr>, functions: &'static [(&'static str, usize)]) -> BoxedStrategy<Expr> {
    let inner = leaf.prop_recursive(4, 16, 3, move |inner| {
        let boxed = || inner.clone().prop_map(Box::new);
        let sign = prop::sample::select(vec![UnaryOp::Negate, UnaryOp::Plus, UnaryOp::Not]);
        let function = prop::sample::select(functions.to_vec());
        let call = (function, prop::collection::vec(inner.clone(), 4)).prop_map(|((callee, count), mut arguments)| {
            arguments.truncate(count);
            let callee = Callee::named(Name::new(callee, Span::default()));
            ExprKind::Call { callee, arguments }
        });
        prop_oneof![
            3 => (operator(), boxed(), boxed()).prop_map(|(op, a, b)| ExprKind::Binary(op, a, b)),
            1 => (sign, boxed()).prop_map(|(op, a)| ExprKind::Unary(op, a)),
            2 => call,
        ]
        .prop_map(expr)
    });
    inner.boxed()
}

const OF_VENSIM: &[(&str, usize)] = &[
    ("ABS", 1),
    ("MODULO", 2),
    ("IF THEN ELSE", 3),
    ("INTEG", 2),
    ("SAMPLE IF TRUE", 3),
];

fn body() -> impl Strategy<Value = Body> {
    let leaf = prop_oneof![
        number().prop_map(|n| expr(ExprKind::Number(n))),
        Just(expr(ExprKind::Missing)),
        reference().prop_map(|r| expr(ExprKind::Reference(r))),
    ];
    let formula = || expression(leaf.clone().boxed(), OF_VENSIM);
    let signed = || (number(), any::<bool>()).prop_map(|(n, minus)| if minus { -n } else { n });
    let points = prop::collection::vec((signed(), signed()), 1..4);
    let range = prop::option::of([signed(), signed(), signed(), signed()]);
    let table = (range, points).prop_map(|(range, points)| LookupTable {
        range,
        points,
        span: Span::default(),
    });
    let rows =
        (1usize..4).prop_flat_map(move |width| prop::collection::vec(prop::collection::vec(signed(), width), 1..4));
    prop_oneof![
        5 => formula().prop_map(Body::Formula),
        1 => formula().prop_map(Body::Unchangeable),
        1 => formula().prop_map(Body::DataFormula),
        2 => rows.prop_map(Body::Numbers),
        2 => table.prop_map(Body::Lookup),
        1 => Just(Body::Data),
    ]
}

fn comment() -> impl Strategy<Value = String> {
    let line = "[a-zA-Z(][a-zA-Z0-9 .,;:()-]{0,12}[a-z.)]";
    prop::collection::vec(line, 0..3).prop_map(|lines| lines.join("\n"))
}

fn equation() -> impl Strategy<Value = Equation> {
    let units = prop::option::of("[a-zA-Z][a-zA-Z/*]{0,8}");
    let range = prop_oneof![
        Just(Vec::new()),
        prop::collection::vec(prop::option::of(number()), 2..4)
    ];
    let exceptions = prop::collection::vec(subscripts().prop_filter("there is one", |s| !s.is_empty()), 0..2);
    let keyword = prop::option::of(prop::sample::select(vec![
        "INTERPOLATE",
        "RAW",
        "LOOK FORWARD",
        "HOLD BACKWARD",
    ]));
    let target =
        (any_name(), subscripts(), exceptions, keyword).prop_map(|(name, subscripts, exceptions, keyword)| Target {
            name,
            exceptions: if subscripts.is_empty() { Vec::new() } else { exceptions },
            subscripts,
            keyword: keyword.map(String::from),
            span: Span::default(),
        });
    (target, body(), units, range, comment(), any::<bool>()).prop_map(
        |(target, body, units, range, comment, supplementary)| Equation {
            target,
            body,
            units: units.map(|text| UnitText {
                text,
                span: Span::default(),
            }),
            range,
            comment,
            supplementary,
            hidden: false,
            group: None,
            span: Span::default(),
        },
    )
}

fn dimension(text: &str, elements: &[&str]) -> DimensionDefinition {
    DimensionDefinition {
        name: name(text),
        members: elements.iter().map(|e| Member::Named(name(e))).collect(),
        alias_of: None,
        mappings: Vec::new(),
        read_from: None,
        comment: "of places".into(),
        span: Span::default(),
    }
}

fn any_model() -> impl Strategy<Value = ParsedModel> {
    let equations = prop::collection::vec((equation(), any::<bool>()), 1..5);
    (equations, prop::collection::vec(comment(), 0..3)).prop_map(|(equations, comments)| {
        let group = |comment: String| Group {
            name: "Land.use".into(),
            comment,
            span: Span::default(),
        };
        let groups: Vec<Group> = comments.into_iter().map(group).collect();
        let count = equations.len();
        let within = |at: usize| (at * (groups.len() + 1) / count).checked_sub(1);
        let equations = equations.into_iter().enumerate();
        ParsedModel {
            equations: equations.map(|(at, (e, _))| Equation { group: within(at), ..e }).collect(),
            dimensions: vec![dimension("Region", &["North", "the \"deep\" South"])],
            groups,
            ..ParsedModel::default()
        }
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn a_vensim_text_gives_the_model_back(model in any_model()) {
        let text = write::vensim(&model, "");
        let (again, diagnostics) = read_vensim(&text);
        prop_assert!(!diagnostics.has_errors(), "{}\n{:?}", text, diagnostics);
        prop_assert_eq!(difference(&said(&model), &said(&again)), None, "{}", text);
    }

    #[test]
    fn an_xmile_text_gives_the_model_back(model in plain_model()) {
        let (first, diagnostics) = read_xmile(&as_xmile(&model));
        prop_assert!(!diagnostics.has_errors(), "{}\n{:?}", as_xmile(&model), diagnostics);
        let text = as_xmile(&first);
        let (again, _) = read_xmile(&text);
        prop_assert_eq!(difference(&said(&first), &said(&again)), None, "{}", text);
    }
}

const OF_BOTH: &[(&str, usize)] = &[
    ("ABS", 1),
    ("INTEGER", 1),
    ("MODULO", 2),
    ("IF THEN ELSE", 3),
    ("SMOOTHI", 3),
    ("DELAY FIXED", 3),
    ("DELAY N", 4),
    ("PULSE", 2),
    ("PULSE TRAIN", 4),
    ("RANDOM UNIFORM", 3),
    ("ZIDZ", 2),
    ("XIDZ", 3),
    ("ACTIVE INITIAL", 2),
    ("table", 1),
];

/// A model that can be run in both formats: a stock, its flows, an array, a table, formulas of all sorts.
fn plain_model() -> impl Strategy<Value = ParsedModel> {
    let own = ["level", "rate of flow", "total (all)", "Time", "TIME STEP"];
    let leaf = prop_oneof![
        number().prop_map(|n| expr(ExprKind::Number(n))),
        prop::sample::select(own.to_vec()).prop_map(|text| {
            let (name, subscripts) = (name(text), Vec::new());
            expr(ExprKind::Reference(Reference { name, subscripts }))
        }),
    ];
    let formula = || expression(leaf.clone().boxed(), OF_BOTH);
    (formula(), formula(), formula(), any::<bool>()).prop_map(|(a, b, c, fast)| {
        let text = "{UTF-8}\nRegion: North, South ~ ~ |\n\
            level = INTEG(rate of flow - \"total (all)\", 1) ~ cup ~ all of it |\n\
            part[Region] = INTEG(- share[Region], 5) ~ ~ |\nshare[Region] = 1, 2 ~ cup [0,?] ~ |\n\
            table((0,1),(2,3)) ~ ~ |\n\
            INITIAL TIME = 0 ~ day ~ |\nFINAL TIME = 4 ~ day ~ |\nTIME STEP = 0.5 ~ day ~ |\nSAVEPER = 1 ~ day ~ |\n";
        let (mut model, diagnostics) = read_vensim(text);
        assert!(diagnostics.is_empty(), "{diagnostics:?}");
        for (text, body) in [("rate of flow", a), ("total (all)", b), ("more", c)] {
            let target = Target {
                name: name(text),
                subscripts: Vec::new(),
                exceptions: Vec::new(),
                keyword: None,
                span: Span::default(),
            };
            let like = model.equations[0].clone();
            let body = Body::Formula(body);
            model.equations.push(Equation { target, body, ..like });
        }
        model.settings.method = fast.then_some(Method::RungeKutta4);
        model
    })
}

/// The models of this repository, and those of the conformance collection when it is at hand.
fn models() -> Vec<PathBuf> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let mut found = Vec::new();
    files(&root.join("tests/models"), &mut found);
    files(&root.join("studies/us-mexico/model"), &mut found);
    assert!(
        found.len() >= 5,
        "the models of the repository are not where they should be"
    );
    let beside = || root.join("../shared/conformance");
    let folder = std::env::var_os("COUNTERFLOW_CONFORMANCE").map_or_else(beside, PathBuf::from);
    if folder.join("models").is_dir() {
        files(&folder.join("models"), &mut found)
    } else {
        eprintln!("no conformance collection at ../shared/conformance or COUNTERFLOW_CONFORMANCE: only our own models")
    }
    found
}

fn files(folder: &Path, found: &mut Vec<PathBuf>) {
    let mut entries: Vec<PathBuf> = std::fs::read_dir(folder).expect("a folder").flatten().map(|e| e.path()).collect();
    entries.sort();
    for path in entries {
        let ending = path.extension().and_then(|e| e.to_str()).unwrap_or_default().to_ascii_lowercase();
        match (path.is_dir(), &*ending) {
            (true, _) => files(&path, found),
            (_, "mdl" | "xmile" | "stmx") => found.push(path),
            _ => {}
        }
    }
}

fn text_of(path: &Path) -> Option<String> {
    parse::decode(&std::fs::read(path).expect("the model can be read")).ok()
}

#[test]
fn every_vensim_model_comes_back() {
    for path in models() {
        let Some(text) = text_of(&path).filter(|text| !parse::is_xmile(&path, text)) else {
            continue;
        };
        let (model, diagnostics) = read_vensim(&text);
        if diagnostics.has_errors() {
            continue;
        }
        let (again, _) = read_vensim(&write::vensim(&model, &text));
        if let Some(difference) = difference(&said(&model), &said(&again)) {
            panic!("{}: {difference}", path.display());
        }
    }
}

/// How many XMILE models of the conformance collection come back in other words, which then come back as they are.
///
/// What says the same in other words: arrays defined by parts of dimensions are written element by element (7), Vensim's
/// INTEGER, MODULO and VECTOR ELM MAP and its dimension as a number in terms of the standard's (9), drawings of modules have no
/// model to stand in once these are written out (4), one flow out of two stocks that do not fall below zero (2), one group, one
/// spelling of a name that nothing has.
const IN_OTHER_WORDS: usize = 24;

#[test]
fn every_xmile_model_comes_back() {
    let (mut same, mut other) = (0, Vec::new());
    for path in models() {
        let Some(text) = text_of(&path).filter(|text| parse::is_xmile(&path, text)) else {
            continue;
        };
        let (model, diagnostics) = read_xmile(&text);
        if diagnostics.has_errors() {
            continue;
        }
        let (again, _) = read_xmile(&as_xmile(&model));
        match difference(&said_of_xmile(&model), &said_of_xmile(&again)) {
            None => same += 1,
            // What was written once comes back as it is.
            Some(first) => match difference(&said_of_xmile(&again), &said_of_xmile(&read_xmile(&as_xmile(&again)).0)) {
                None => other.push(format!("{}: {first}", path.display())),
                Some(second) => panic!("{}: {second}", path.display()),
            },
        }
    }
    eprintln!(
        "{same} XMILE models come back as they are, {} in other words:\n{}",
        other.len(),
        other.join("\n")
    );
    assert!(
        other.len() <= IN_OTHER_WORDS,
        "{} models come back in other words",
        other.len()
    );
}

/// The comparison sees what it should: names, numbers, comments and what is hidden, but no places.
#[test]
fn what_differs_is_seen() {
    let text = "a = 1 ~ cup ~ of tea |";
    let model = |text: &str| said(&read_vensim(text).0);
    assert_eq!(difference(&model(text), &model("\n\na    = 1 ~ cup ~ of tea |")), None);
    for other in [
        "b = 1 ~ cup ~ of tea |",
        "a = 2 ~ cup ~ of tea |",
        "a = 1 ~ cup ~ of mint |",
        "a == 1 ~ cup ~ of tea |",
        "A = 1 ~ cup ~ of tea |",
    ] {
        assert!(difference(&model(text), &model(other)).is_some(), "{other}");
    }
}
