//! Parses the mid-level IR, for tests. A text that is wrong panics with its line.

use super::names::OPS;
use super::{FREQUENCIES, KINDS, PHASES, SECTIONS};
use crate::mir::{
    Buffer, BufferId, Cell, ControlBuffers, DelayLineBuffers, FusedLoop, LoopNest, Mir, NoiseBuffers, Operation,
    Output, ParameterBuffer, ParameterCell, Phase, Section, Source, StateBuffers, Statement,
};
use crate::named::Named;
use crate::print::words;
use crate::{Function, IndexMap, Op, SlotName, VectorCall, VectorFunction};
use math::LookupMode;

/// The mid-level IR that a text describes.
pub(crate) fn parse(text: &str) -> Mir {
    let mut parser = Parser::default();
    for line in text.lines().filter(|line| !line.trim().is_empty()) {
        let mut tokens = Tokens {
            rest: line.trim(),
            line,
        };
        parser.line(&mut tokens);
        assert!(tokens.rest.is_empty(), "more than a line has: {line}");
    }
    parser.end_block();
    parser.mir
}

/// The code whose lines are being read.
enum Block {
    Nest(Phase, Option<Section>, u32),
    Loop(Section, u32),
}

#[derive(Default)]
struct Parser {
    mir: Mir,
    block: Option<Block>,
    code: Vec<Statement>,
}

impl Parser {
    fn line(&mut self, t: &mut Tokens<'_>) {
        if is_numbered(t.rest, &['b', 'v']) {
            return self.code.push(statement(t));
        }
        if t.rest.starts_with(|c: char| c.is_ascii_digit()) {
            return self.parameter_cell(t);
        }
        self.end_block();
        match t.word() {
            "buffer" => self.buffer(t),
            "offsets" => self.offsets(t),
            "lookup" => self.lookup(t),
            "vector" => self.vector(t),
            "stock" => self.mir.stocks.push(states(t)),
            "sample-and-hold" => self.mir.sample_and_hold.push(states(t)),
            "delay-line" => self.delay_line(t, false),
            "conveyor" => self.delay_line(t, true),
            "noise" => self.noise(t),
            "control" => self.control(t),
            "changes" => self.mir.changes = Some([t.buffer(), t.buffer(), t.buffer()]),
            "parameter" => self.parameter(t),
            "output" => self.output(t, false),
            "late-output" => self.output(t, true),
            "frequencies" => self.frequencies(t),
            "nest" => self.nest(t),
            "loop" => self.block = Some(Block::Loop(t.named(&SECTIONS), t.count())),
            other => panic!("no line begins with {other}: {}", t.line),
        }
    }

    fn parameter_cell(&mut self, t: &mut Tokens<'_>) {
        let (cell, name) = (t.count(), t.quoted());
        t.expect("=");
        let base = t.number();
        let parameter = self.mir.parameters.last_mut().expect("a parameter before its cells");
        parameter.cells.push(ParameterCell { cell, name, base });
    }

    fn end_block(&mut self) {
        let code = std::mem::take(&mut self.code);
        match self.block.take() {
            None => {}
            Some(Block::Loop(section, iterations)) => self.mir.loops.push(FusedLoop {
                section,
                iterations,
                code,
            }),
            Some(Block::Nest(phase, section, iterations)) => {
                self.mir.sections.extend(section);
                self.mir.nests.push(nest(phase, iterations, &code));
            }
        }
    }

    fn buffer(&mut self, t: &mut Tokens<'_>) {
        assert_eq!(
            t.buffer().at(),
            self.mir.buffers.len(),
            "buffers are numbered in order: {}",
            t.line
        );
        let variable = t.quoted();
        let (kind, cells) = (t.named(&KINDS), t.count());
        let mut buffer = Buffer {
            name: SlotName::of(variable),
            cells,
            kind,
            constants: Vec::new(),
        };
        if !t.rest.is_empty() && !t.rest.starts_with('=') {
            buffer.name.part = t.part();
        }
        if t.rest.starts_with('=') {
            t.expect("=");
            while !t.rest.is_empty() {
                buffer.constants.push(t.lattice_value());
            }
        }
        self.mir.buffers.push(buffer);
    }

    fn offsets(&mut self, t: &mut Tokens<'_>) {
        let number = t.word();
        t.expect("=");
        let offsets = t.counts();
        let (base, index) = self.mir.offset_tables.classify(offsets);
        assert_eq!(
            (base, format!("{index}")),
            (0, format!("[{number}]")),
            "a table of its own: {}",
            t.line
        );
    }

    fn lookup(&mut self, t: &mut Tokens<'_>) {
        t.word();
        t.expect("=");
        let points: Vec<(f64, f64)> = std::mem::take(&mut t.rest)
            .split_whitespace()
            .map(|point| point.split_once(',').map(|(x, y)| (number(x), number(y))).expect("x,y"))
            .collect();
        self.mir.tables.push(math::Lookup::new(&points).expect("points in order"));
    }

    fn vector(&mut self, t: &mut Tokens<'_>) {
        t.word();
        t.expect("=");
        let name = t.word();
        let function = VectorFunction::all().find(|f| words(&format!("{f:?}")) == name);
        let lengths = t.counts().try_into().expect("four lengths");
        self.mir.vectors.push(VectorCall {
            function: function.expect("a function of vectors"),
            lengths,
        });
    }

    fn delay_line(&mut self, t: &mut Tokens<'_>, is_conveyor: bool) {
        let (output, input, delay) = (t.buffer(), t.buffer(), t.buffer());
        self.mir.delay_lines.push(DelayLineBuffers {
            output,
            input,
            delay,
            is_conveyor,
        });
    }

    fn noise(&mut self, t: &mut Tokens<'_>) {
        let (seed, step, run) = (t.buffer(), t.buffer(), t.buffer());
        self.mir.noise = Some(NoiseBuffers { seed, step, run });
    }

    fn control(&mut self, t: &mut Tokens<'_>) {
        self.mir.control = Some(ControlBuffers {
            start: t.buffer(),
            stop: t.buffer(),
            step: t.buffer(),
            save_every: t.buffer(),
        });
    }

    fn parameter(&mut self, t: &mut Tokens<'_>) {
        let (buffer, cells) = (t.buffer(), Vec::new());
        self.mir.parameters.push(ParameterBuffer { buffer, cells });
    }

    fn output(&mut self, t: &mut Tokens<'_>, lags: bool) {
        let (buffer, cell, name) = (t.buffer(), t.count(), t.quoted());
        self.mir.outputs.push(Output {
            name,
            buffer,
            cell,
            lags,
        });
    }

    fn frequencies(&mut self, t: &mut Tokens<'_>) {
        while !t.rest.is_empty() {
            let frequency = t.named(&FREQUENCIES);
            self.mir.frequencies.push(frequency);
        }
    }

    fn nest(&mut self, t: &mut Tokens<'_>) {
        let (phase, iterations) = (t.named(&PHASES), t.count());
        let section = (!t.rest.is_empty()).then(|| t.named(&SECTIONS));
        self.block = Some(Block::Nest(phase, section, iterations));
    }
}

/// Whether a line begins with one of the letters and a number: `b3`, `v0`.
fn is_numbered(line: &str, letters: &[char]) -> bool {
    let rest = line.strip_prefix(letters);
    rest.is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit()))
}

fn nest(phase: Phase, iterations: u32, code: &[Statement]) -> LoopNest {
    let Some((Statement::Store { store, target, value }, values)) = code.split_last() else {
        panic!("a loop nest ends with a store");
    };
    let values = values.iter().map(|statement| match statement {
        Statement::Value(operation) => *operation,
        Statement::Store { .. } => panic!("a loop nest stores once"),
    });
    LoopNest {
        phase,
        iterations,
        code: values.collect(),
        value: *value,
        target: *target,
        store: *store,
    }
}

fn states(t: &mut Tokens<'_>) -> StateBuffers {
    let (state, change) = (t.buffer(), t.buffer());
    StateBuffers { state, change }
}

fn statement(t: &mut Tokens<'_>) -> Statement {
    let target = t.source();
    t.expect("=");
    let op = t.op();
    let mut arguments = [Source::None; 4];
    for argument in &mut arguments {
        if !t.rest.is_empty() {
            *argument = t.source();
        }
    }
    match target {
        Source::Local(_) => Statement::Value(Operation { op, arguments }),
        Source::Cell(target) => Statement::Store {
            store: op,
            target,
            value: arguments[0],
        },
        _ => panic!("nothing can be stored there: {}", t.line),
    }
}

struct Tokens<'t> {
    rest: &'t str,
    line: &'t str,
}

impl<'t> Tokens<'t> {
    fn word(&mut self) -> &'t str {
        let (word, rest) = self.rest.split_once(' ').unwrap_or((self.rest, ""));
        self.rest = rest.trim_start();
        word
    }

    fn expect(&mut self, word: &str) {
        assert_eq!(self.word(), word, "{}", self.line);
    }

    fn count(&mut self) -> u32 {
        self.word().parse().unwrap_or_else(|_| panic!("a whole number is missing: {}", self.line))
    }

    fn counts(&mut self) -> Vec<u32> {
        let rest = std::mem::take(&mut self.rest);
        rest.split_whitespace().map(|word| word.parse().expect("whole numbers")).collect()
    }

    fn number(&mut self) -> f64 {
        number(self.word())
    }

    /// A number, or `_` for what is not a constant.
    fn lattice_value(&mut self) -> Option<f64> {
        let word = self.word();
        (word != "_").then(|| number(word))
    }

    fn part(&mut self) -> &'static str {
        let word = self.word();
        let mut parts = SlotName::PARTS.into_iter();
        parts.find(|part| *part == word).expect("a part")
    }

    fn buffer(&mut self) -> BufferId {
        cell(self.word()).buffer
    }

    /// A name as Rust's `{:?}` writes it.
    fn quoted(&mut self) -> String {
        let mut name = String::new();
        let mut letters = self.rest.char_indices().skip(1);
        while let Some((at, letter)) = letters.next() {
            match letter {
                '"' => {
                    self.rest = self.rest[at + 1..].trim_start();
                    return name;
                }
                '\\' => name.extend(letters.next().map(|(_, letter)| letter)),
                _ => name.push(letter),
            }
        }
        panic!("a name does not end: {}", self.line)
    }

    fn named<T: Copy>(&mut self, table: &[(&'static str, T)]) -> T {
        let word = self.word();
        let entry = table.iter().find(|(name, _)| *name == word);
        entry.unwrap_or_else(|| panic!("{word} is unknown: {}", self.line)).1
    }

    fn source(&mut self) -> Source {
        let word = self.word();
        match word.as_bytes() {
            b"none" => Source::None,
            b"time" => Source::Time,
            [b'v', ..] => Source::Local(word[1..].parse().expect("the number of a value")),
            [b'b', ..] => Source::Cell(cell(word)),
            [b't', b'a', ..] => {
                let (base, index) = position(&word[5..]);
                Source::Table { base, index }
            }
            _ => Source::number(number(word)),
        }
    }

    fn op(&mut self) -> Op {
        let word = self.word();
        match word {
            "random" => Op::Random(u32::from_str_radix(self.word(), 16).expect("a stream")),
            "vector" => Op::Vector(self.count() as u16),
            "lookup" => Op::Lookup(self.lookup_mode()),
            _ => {
                let mut ops = OPS.into_iter().chain(Function::all().map(Op::Call));
                let found = ops.find(|op| op.to_string() == word);
                found.unwrap_or_else(|| panic!("no operation is called {word}: {}", self.line))
            }
        }
    }

    fn lookup_mode(&mut self) -> LookupMode {
        let word = self.word();
        let found = LookupMode::all().find(|mode| words(&format!("{mode:?}")) == word);
        found.expect("a way to look up")
    }
}

/// `b3`, `b3.5`, `b3+`, `b3.5[o2]`.
fn cell(word: &str) -> Cell {
    let end = word.find(['.', '+', '[']).unwrap_or(word.len());
    let buffer = BufferId(word[1..end].parse().expect("the number of a buffer"));
    let (base, index) = match word[end..].strip_prefix('.') {
        Some(rest) => position(rest),
        None => (0, index(&word[end..])),
    };
    Cell { buffer, base, index }
}

/// `5`, `5+`, `5[o2]`.
fn position(text: &str) -> (u32, IndexMap) {
    let end = text.find(['+', '[']).unwrap_or(text.len());
    (text[..end].parse().expect("a position"), index(&text[end..]))
}

fn index(text: &str) -> IndexMap {
    match text {
        "" => IndexMap::Fixed,
        "+" => IndexMap::Consecutive,
        _ => IndexMap::Table(text[2..text.len() - 1].parse().expect("the number of an offset table")),
    }
}

fn number(word: &str) -> f64 {
    match word.strip_prefix("nan:") {
        Some(bits) => f64::from_bits(u64::from_str_radix(bits, 16).expect("the bits of a NaN")),
        None => word.parse().unwrap_or_else(|_| panic!("{word} is not a number")),
    }
}
