//! What every command that draws futures may be asked to assume otherwise than its study does.

use clap::Args;
use counterflow::Overrides;

/// Other values, ranges and choices than the study's, and how the runs are made.
#[derive(Args, Clone, Debug, Default)]
pub struct Assumed {
    /// Draw the futures from this seed.
    #[arg(long, value_name = "N")]
    seed: Option<u64>,
    /// Give a constant another value: it is neither drawn nor fitted.
    #[arg(long, value_name = "NAME=VALUE", value_parser = setting)]
    set: Vec<(String, f64)>,
    /// Give an uncertainty another range.
    #[arg(long, value_name = "NAME=LOW..HIGH", value_parser = range)]
    uncertainty: Vec<(String, f64, f64)>,
    /// Take one choice of a structural alternative for true.
    #[arg(long, value_name = "NAME=LABEL", value_parser = choice)]
    alternative: Vec<(String, String)>,
    /// Run on this many threads.
    #[arg(long, value_name = "N")]
    pub threads: Option<usize>,
}

impl Assumed {
    /// The same for the study; everything else is as its files say.
    pub fn overrides(&self) -> Overrides {
        Overrides {
            seed: self.seed,
            set: self.set.clone(),
            uncertainties: self.uncertainty.clone(),
            alternatives: self.alternative.clone(),
            ..Overrides::default()
        }
    }
}

fn setting(text: &str) -> Result<(String, f64), String> {
    let (name, value) = text.rsplit_once('=').ok_or("expected NAME=VALUE")?;
    let value = value.trim().parse().map_err(|_| format!("`{}` is not a number", value.trim()))?;
    Ok((name.trim().to_string(), value))
}

fn range(text: &str) -> Result<(String, f64, f64), String> {
    let (name, range) = text.rsplit_once('=').ok_or("expected NAME=LOW..HIGH")?;
    let (low, high) = range.split_once("..").ok_or("expected LOW..HIGH behind `=`")?;
    let number = |text: &str| text.trim().parse::<f64>().map_err(|_| format!("`{}` is not a number", text.trim()));
    Ok((name.trim().to_string(), number(low)?, number(high)?))
}

fn choice(text: &str) -> Result<(String, String), String> {
    let (name, label) = text.split_once('=').ok_or("expected NAME=LABEL")?;
    Ok((name.trim().to_string(), label.trim().to_string()))
}
