//! Short tables in AVX-512: a column of 16 numbers is a pair of registers, out of which one instruction picks eight; one of 32
//! is two pairs.

use crate::lanes::kernels;
use math::{Columns, Lookup, LookupMode};
use std::arch::x86_64::*;

/// The values of a table, as [`Lookup::at`] gives them.
#[inline]
#[target_feature(enable = "avx512f,avx512dq,avx512bw,avx512vl,avx2,bmi1,bmi2")]
pub(super) fn lookup(table: &Lookup, mode: LookupMode, x: &[f64], out: &mut [f64]) {
    let done = match (table.short(mode), table.medium(mode)) {
        (Some(columns), _) if x.len() > 1 => row(&Registers::<1>::new(columns), x, out),
        (_, Some(columns)) if x.len() > 1 => row(&Registers::<2>::new(columns), x, out),
        // One number counts for the whole row, and longer tables do not fit into registers.
        _ => 0,
    };
    if done < x.len() {
        kernels::lookup(table, mode, &x[done..], &mut out[done..]);
    }
}

/// The values of whole registers of x; returns how many these are.
#[inline]
#[target_feature(enable = "avx512f,avx512dq,avx512bw,avx512vl,avx2,bmi1,bmi2")]
fn row<const PAIRS: usize>(table: &Registers<PAIRS>, x: &[f64], out: &mut [f64]) -> usize {
    let (x, out) = (x.as_chunks::<8>().0, out.as_chunks_mut::<8>().0);
    for (x, out) in x.iter().zip(out) {
        store(value(table, register(x)), out);
    }
    8 * x.len()
}

/// A column, 16 numbers a pair.
type Column<const PAIRS: usize> = [[__m512d; 2]; PAIRS];

/// A table in registers.
struct Registers<const PAIRS: usize> {
    breakpoints: Column<PAIRS>,
    from: Column<PAIRS>,
    y: Column<PAIRS>,
    rise: Column<PAIRS>,
    run: Column<PAIRS>,
    low: __m512d,
    high: __m512d,
}

impl<const PAIRS: usize> Registers<PAIRS> {
    #[inline]
    #[target_feature(enable = "avx512f,avx512dq,avx512bw,avx512vl,avx2,bmi1,bmi2")]
    fn new<const N: usize>(columns: &Columns<N>) -> Self {
        Registers {
            breakpoints: column(&columns.breakpoints),
            from: column(&columns.from),
            y: column(&columns.y),
            rise: column(&columns.rise),
            run: column(&columns.run),
            low: _mm512_set1_pd(columns.low),
            high: _mm512_set1_pd(columns.high),
        }
    }
}

/// The values at eight x.
#[inline]
#[target_feature(enable = "avx512f,avx512dq,avx512bw,avx512vl,avx2,bmi1,bmi2")]
fn value<const PAIRS: usize>(table: &Registers<PAIRS>, x: __m512d) -> __m512d {
    let count = count(&table.breakpoints, x);
    let [from, y, rise, run] = [&table.from, &table.y, &table.rise, &table.run].map(|column| pick(column, count));
    // Of an unordered pair these instructions give the second: NaN passes through, as in the definition.
    let held = _mm512_min_pd(table.high, _mm512_max_pd(table.low, x));
    let risen = _mm512_div_pd(_mm512_mul_pd(rise, _mm512_sub_pd(held, from)), run);
    _mm512_add_pd(y, risen)
}

/// How many breakpoints are at or below each x, by halving without a branch: none of 16 is beyond reach of four comparisons.
/// Comparisons with NaN, an x or what follows the last breakpoint, do not hold.
#[inline]
#[target_feature(enable = "avx512f,avx512dq,avx512bw,avx512vl,avx2,bmi1,bmi2")]
fn count<const PAIRS: usize>(breakpoints: &Column<PAIRS>, x: __m512d) -> __m512i {
    // The last of the lower half.
    let middle = _mm512_permutexvar_pd(_mm512_set1_epi64(7), breakpoints[0][PAIRS - 1]);
    let mut count = _mm512_maskz_set1_epi64(_mm512_cmp_pd_mask::<_CMP_LE_OQ>(middle, x), 8 * PAIRS as i64);
    let mut half = 4 * PAIRS as i64;
    while half > 0 {
        let middle = pick(breakpoints, _mm512_add_epi64(count, _mm512_set1_epi64(half - 1)));
        let is_at_or_below = _mm512_cmp_pd_mask::<_CMP_LE_OQ>(middle, x);
        count = _mm512_mask_add_epi64(count, is_at_or_below, count, _mm512_set1_epi64(half));
        half /= 2;
    }
    count
}

/// The numbers of a column at eight places.
#[inline]
#[target_feature(enable = "avx512f,avx512dq,avx512bw,avx512vl,avx2,bmi1,bmi2")]
fn pick<const PAIRS: usize>(column: &Column<PAIRS>, at: __m512i) -> __m512d {
    let [first, second] = column[0];
    let lower = _mm512_permutex2var_pd(first, at, second);
    match PAIRS {
        1 => lower,
        _ => {
            let [third, fourth] = column[PAIRS - 1];
            let is_upper = _mm512_test_epi64_mask(at, _mm512_set1_epi64(16));
            _mm512_mask_blend_pd(is_upper, lower, _mm512_permutex2var_pd(third, at, fourth))
        }
    }
}

#[inline]
#[target_feature(enable = "avx512f,avx512dq,avx512bw,avx512vl,avx2,bmi1,bmi2")]
fn column<const PAIRS: usize>(numbers: &[f64]) -> Column<PAIRS> {
    let mut column = [[_mm512_setzero_pd(); 2]; PAIRS];
    for (pair, numbers) in column.iter_mut().zip(numbers.as_chunks::<16>().0) {
        let (halves, _) = numbers.as_chunks::<8>();
        *pair = [register(&halves[0]), register(&halves[1])];
    }
    column
}

/// Eight numbers in a register.
#[inline]
#[target_feature(enable = "avx512f,avx512dq,avx512bw,avx512vl,avx2,bmi1,bmi2")]
#[allow(unsafe_code, reason = "an instruction that takes an address")]
fn register(numbers: &[f64; 8]) -> __m512d {
    // SAFETY: eight numbers are at the address, and the instruction asks for no alignment.
    unsafe { _mm512_loadu_pd(numbers.as_ptr()) }
}

/// The numbers of a register.
#[inline]
#[target_feature(enable = "avx512f,avx512dq,avx512bw,avx512vl,avx2,bmi1,bmi2")]
#[allow(unsafe_code, reason = "an instruction that takes an address")]
fn store(register: __m512d, numbers: &mut [f64; 8]) {
    // SAFETY: there is room for eight numbers at the address, and the instruction asks for no alignment.
    unsafe { _mm512_storeu_pd(numbers.as_mut_ptr(), register) }
}
