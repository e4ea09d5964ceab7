//! Blocks of code, translated into the forms that were chosen for them.

use super::address::{Bank, Resolver, RowInstruction};
use super::context::Context;
use super::form::Form;
use super::frame::Layout;
use super::fused::FusedCode;
use super::scalar::ScalarCode;
use super::straight_line;
use super::strip_mined::StripMined;
use super::vectors::VectorCode;
use program::{Block, Instruction, Operand, Program};

/// Code that is ready to run. [`Form`] says which is which.
#[derive(Clone, Debug)]
pub(super) enum Code {
    Scalar(ScalarCode),
    StraightLine(Vec<RowInstruction>),
    Fused(FusedCode),
    StripMined(StripMined),
    Vectors(VectorCode),
}

impl Code {
    #[inline]
    pub fn run(&self, layout: &Layout, numbers: &mut [f64], context: &Context<'_>) {
        match self {
            Code::Scalar(code) => code.run(numbers, context),
            Code::StraightLine(code) => straight_line::run(code, layout.width, numbers, context),
            Code::Fused(code) => code.run(numbers, context),
            Code::Vectors(code) => code.run(numbers, context.offset_tables),
            Code::StripMined(code) => code.run(layout, numbers, context),
        }
    }
}

/// A list of blocks, and the form of each.
pub(super) struct FormedList<'p> {
    blocks: &'p [Block],
    pub forms: Vec<Form>,
    pub bank: Bank,
}

impl<'p> FormedList<'p> {
    /// Chooses the forms of blocks that write `bank`, for `width` runs.
    pub fn new(blocks: &'p [Block], bank: Bank, program: &Program, width: usize) -> FormedList<'p> {
        let form = |block| Form::of(program, block, bank.width(width));
        FormedList {
            blocks,
            forms: blocks.iter().map(form).collect(),
            bank,
        }
    }

    pub fn blocks(&self) -> impl Iterator<Item = (&'p Block, &Form)> {
        self.blocks.iter().zip(&self.forms)
    }

    pub fn translate(&self, resolver: &Resolver<'_>) -> Vec<Code> {
        let code = |(block, form)| translate(block, form, self.bank, resolver);
        self.blocks().flat_map(code).collect()
    }
}

fn translate(block: &Block, form: &Form, bank: Bank, resolver: &Resolver<'_>) -> Vec<Code> {
    let width = bank.width(resolver.layout.width);
    let iterations = block.iterations as usize;
    match form {
        Form::Scalar(code) => vec![Code::Scalar(ScalarCode::new(code, resolver))],
        Form::Fused(code) => vec![Code::Fused(FusedCode::new(code, block, width, resolver))],
        Form::StraightLine => straight_line_code(&block.code, resolver),
        Form::StripMined => vec![Code::StripMined(StripMined::new(
            &block.code,
            iterations,
            width,
            resolver,
        ))],
        Form::Vectors => {
            let call = |instruction| VectorCode::new(instruction, iterations, bank, resolver);
            block.code.iter().filter_map(call).map(Code::Vectors).collect()
        }
    }
}

/// Straight-line code. The rare instruction with four arguments is a strip-mined loop of one iteration between the rest: its
/// form has room for four.
fn straight_line_code(code: &[Instruction], resolver: &Resolver<'_>) -> Vec<Code> {
    let has_four = |instruction: &Instruction| instruction.arguments[3] != Operand::None;
    let translate = |code: &[Instruction]| {
        if code.iter().any(has_four) {
            // This form has room for a fourth argument.
            Code::StripMined(StripMined::new(code, 1, resolver.layout.width, resolver))
        } else {
            Code::StraightLine(code.iter().map(|i| resolver.row_instruction(i)).collect())
        }
    };
    code.chunk_by(|a, b| has_four(a) == has_four(b)).map(translate).collect()
}
