//! The command as a person starts it: how soon it answers, how much memory a million runs take, and whether a study that was
//! killed comes to the same results.

use super::Bench;
use super::bits::differing;
use super::report::Report;
use super::row::{Bar, Figure, Row};
use crate::shell;
use anyhow::{Context, Result, bail};
use std::fmt::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

/// Runs a command and prints the most memory that it had, in kilobytes.
const PEAK: &str = "import resource, subprocess, sys\n\
    subprocess.run(sys.argv[1:], check=True, stdout=subprocess.DEVNULL)\n\
    print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)";

impl Bench {
    /// From the start of a process to its end, one run of `large` written as CSV.
    pub fn cold(&self, report: &mut Report) -> Result<()> {
        let model = self.at("large.mdl");
        if !model.is_file() {
            return Ok(());
        }
        let mut seconds = Vec::new();
        for _ in 0..21 {
            let begun = Instant::now();
            let mut command = Command::new(&self.counterflow);
            command.arg("run").arg(&model).arg("-o").arg(self.at("large-cold.csv"));
            shell::output(&mut command)?;
            seconds.push(begun.elapsed().as_secs_f64());
        }
        seconds.sort_by(f64::total_cmp);
        let figure = Figure::Seconds(seconds[seconds.len() / 2]);
        let what = "one run of `large` written as CSV, from a cold start, wall-clock time (median of 21)";
        report.row(Row::alone(what, figure, Bar::AtMost(0.025)).by("counterflow run large.mdl -o large.csv"));
        Ok(())
    }

    /// A million runs: two policies in half a million futures, ten outcomes each.
    pub fn memory(&self, report: &mut Report) -> Result<()> {
        let folder = self.at("million");
        std::fs::create_dir_all(&folder)?;
        std::fs::write(folder.join("million.mdl"), ten_stocks())?;
        std::fs::write(folder.join("study.toml"), ten_outcomes())?;
        let begun = Instant::now();
        let bytes = self.peak_of_study(&folder)?;
        let wall = begun.elapsed().as_secs_f64();
        let what = format!("memory of a million runs keeping 10 outcomes (all done in {wall:.0} s of wall-clock time)");
        let command = "counterflow study million --futures 500000 --quiet";
        report.row(Row::alone(what, Figure::Megabytes(bytes / 1e6), Bar::AtMost(500.0)).by(command));
        std::fs::remove_dir_all(folder.join("results")).ok();
        Ok(())
    }

    /// The most memory that a study had, in bytes.
    fn peak_of_study(&self, folder: &Path) -> Result<f64> {
        let mut command = Command::new("python3");
        command.args(["-c", PEAK]).arg(&self.counterflow);
        command.arg("study").arg(folder);
        command.args(["--futures", "500000", "--quiet"]);
        let kilobytes: f64 = shell::output(&mut command)?.trim().parse()?;
        Ok(kilobytes * 1024.0)
    }

    /// The flagship, killed in the middle of its runs and gone on with, against an undisturbed one.
    pub fn resumed(&self, report: &mut Report) -> Result<()> {
        let (killed, undisturbed) = (self.flagship_copy("killed")?, self.flagship_copy("undisturbed")?);
        self.kill_amid_runs(&killed)?;
        shell::finish(&mut self.study(&killed, &["--resume"]))?;
        shell::finish(&mut self.study(&undisturbed, &["--threads", "1"]))?;
        let (mut unlike, mut compared) = (0, 0);
        for name in ["experiments.csv", "outcomes.csv"] {
            let text = |folder: &Path| std::fs::read_to_string(folder.join("results").join(name));
            let found = differing(&text(&undisturbed)?, &text(&killed)?);
            (unlike, compared) = (unlike + found.0, compared + found.1);
        }
        let what =
            "numbers that differ after kill -9 and `--resume` (the flagship, against an undisturbed run on one thread)";
        let command = "counterflow study us-mexico --futures 1000, and --resume";
        let figure = Figure::Differing(unlike, compared);
        report.row(Row::alone(what, figure, Bar::AtMost(0.0)).by(command));
        Ok(())
    }

    fn study(&self, folder: &Path, more: &[&str]) -> Command {
        let mut command = Command::new(&self.counterflow);
        command.arg("study").arg(folder).args(["--futures", "1000", "--quiet"]);
        command.args(more).stdout(Stdio::null());
        command
    }

    /// Starts a study and kills it as soon as its journal has a first entry.
    fn kill_amid_runs(&self, folder: &Path) -> Result<()> {
        let mut running = self.study(folder, &[]).spawn().context("cannot start counterflow")?;
        let begun = Instant::now();
        while bytes_in(&folder.join("results").join("unfinished")) == 0 && begun.elapsed() < Duration::from_secs(60) {
            std::thread::sleep(Duration::from_millis(1));
        }
        running.kill().context("cannot kill it")?;
        if running.wait()?.success() {
            bail!("the study was done before it could be killed");
        }
        Ok(())
    }

    /// The flagship without results, in a folder of its own.
    fn flagship_copy(&self, name: &str) -> Result<PathBuf> {
        let folder = self.at(name).join("us-mexico");
        if folder.is_dir() {
            std::fs::remove_dir_all(&folder)?;
        }
        copy(&shell::root().join("studies").join("us-mexico"), &folder)?;
        Ok(folder)
    }
}

fn copy(from: &Path, to: &Path) -> Result<()> {
    std::fs::create_dir_all(to)?;
    for entry in std::fs::read_dir(from)? {
        let entry = entry?;
        let (path, target) = (entry.path(), to.join(entry.file_name()));
        if !path.is_dir() {
            std::fs::copy(&path, &target)?;
        } else if !path.ends_with("results") {
            copy(&path, &target)?;
        }
    }
    Ok(())
}

fn bytes_in(folder: &Path) -> u64 {
    let files = std::fs::read_dir(folder).into_iter().flatten().flatten();
    files.map(|file| file.metadata().map_or(0, |data| data.len())).sum()
}

/// Ten stocks that decay at a rate that is not known, and a lever that slows it.
fn ten_stocks() -> String {
    let mut text = String::from("{UTF-8}\nrate= 1\n\t~\t1/Year\n\t~\tHow quickly it decays.\n\t|\n\n");
    text += "lever= 0\n\t~\tdmnl\n\t~\tHow much slower it is made.\n\t|\n\n";
    for at in 0..10 {
        _ = write!(
            text,
            "s{at}= INTEG (-s{at} * rate * (1 - lever) / {}, 100)\n\t~\titem\n\t~\tWhat is left.\n\t|\n\n",
            at + 2
        );
    }
    for (name, value) in [
        ("INITIAL TIME", "0"),
        ("FINAL TIME", "10"),
        ("TIME STEP", "0.25"),
        ("SAVEPER", "0.25"),
    ] {
        _ = write!(text, "{name}= {value}\n\t~\tYear\n\t~\t\n\t|\n\n");
    }
    text
}

fn ten_outcomes() -> String {
    let mut text = String::from(
        "format = 1\n\n[study]\ntitle = \"A million runs\"\nquestion = \"How much memory?\"\nintroduction = \"Invented.\"\n\
         model = \"million.mdl\"\nreference = \"nothing\"\nseed = 1\n\n\
         [time]\nunit = \"Year\"\nzero = 2000\nper_year = 1\npolicies_from = 2005\nuntil = 2010\n\n[futures]\nquick = 10\ncount = 100\n\n\
         [uncertainties.\"rate\"]\nlow = 0.5\nbase = 1.0\nhigh = 1.5\nunit = \"1/Year\"\n\
         evidence = { kind = \"judgement\", note = \"invented\" }\n\n\
         [levers.\"lever\"]\nsets = \"lever\"\nunit = \"dmnl\"\nlow = 0\nbase = 0\nhigh = 1\n\
         evidence = { kind = \"definition\", note = \"invented\" }\n\n\
         [policies.\"nothing\"]\n[policies.\"slower\"]\n\"lever\" = 0.5\n\n",
    );
    for at in 0..10 {
        _ = write!(
            text,
            "[outcomes.\"left of {at}\"]\nvariable = \"s{at}\"\nreduce = \"final\"\nunit = \"item\"\nbetter = \"higher\"\n\n"
        );
    }
    text
}
