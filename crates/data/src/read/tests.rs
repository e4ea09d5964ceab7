use super::*;
use source::{Sources, render};

const HEADER: &str = "series,period,value,unit,source_url,note\n";

fn read(rows: &str) -> (Vec<Series>, String) {
    read_text(&format!("{HEADER}{rows}"))
}

fn read_text(text: &str) -> (Vec<Series>, String) {
    let mut sources = Sources::new();
    let id = sources.add("violence.csv", text);
    let mut diagnostics = Diagnostics::new();
    let series = series(text, id, &mut diagnostics);
    (series, render(diagnostics.iter(), &sources, false))
}

#[test]
fn points_in_the_order_of_time_and_notes_beside_them() {
    let (series, rendered) = read(
        "homicides,2023,31062,persons/year,https://example.org/a,\"final, June\"\n\
         homicides,2022,33287,persons/year,https://example.org/b,\n\
         homicides,2012-2022 mean,29000,persons/year,,\n\
         recruits,2012,350-370,persons/week,,a range\n",
    );
    assert_eq!(rendered, "");
    let points: Vec<_> = series[0].points.iter().map(|p| (p.from, p.value)).collect();
    assert_eq!(points, [(2022.0, 33287.0), (2023.0, 31062.0)]);
    assert_eq!(series[0].points[1].note, "final, June");
    assert_eq!(series[0].points[1].url, "https://example.org/a");
    assert_eq!(series[0].notes[0].period, "2012-2022 mean");
    assert_eq!(series[1].notes[0].value, "350-370");
    assert_eq!(series[1].unit, "persons/week");
    assert!(series[1].points.is_empty());
}

#[test]
fn a_sum_over_twelve_months_covers_the_year_before_its_end() {
    let (series, _) = read("deaths,2024-06,96837,persons/12 months ending,,\n");
    let point = &series[0].points[0];
    assert_eq!((point.from, point.to), (2023.5, 2024.5));
    assert_eq!(point.middle(), 2024.0);
}

#[test]
fn everything_wrong_is_said_at_once_with_its_place() {
    let (series, rendered) = read(
        "homicides,2023-13,1,persons/year,,\n\
         homicides,2023,\"31,062\",persons/year,,\n\
         homicides,2024,1,persons/year,,final, June\n\
         ,2024,1,persons/year,,\n",
    );
    assert!(series.iter().all(|s| s.points.is_empty()));
    insta::assert_snapshot!(rendered, @r#"
    error[unreadable-period]: `2023-13` is not a period
     --> violence.csv:2:11
      |
    2 | homicides,2023-13,1,persons/year,,
      |           ^^^^^^^
      |
      = help: 2023, 2023-07, 2023-H2, 2023-Q3, FY2023, 2023-07-31 or 2023-01..2023-09
    error[unreadable-number]: `31,062` is not a number
     --> violence.csv:3:16
      |
    3 | homicides,2023,"31,062",persons/year,,
      |                ^^^^^^^^
      |
      = help: write `31062`, and the unit in its own column
    error[wrong-cell-count]: the row has 7 cells, the first line has 6
     --> violence.csv:4:1
      |
    4 | homicides,2024,1,persons/year,,final, June
      | ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
      |
      = help: a text with a comma in it needs double quotes around it
    error[missing-series]: the row has no series name
     --> violence.csv:5:1
      |
    5 | ,2024,1,persons/year,,
      | ^^^^^^^^^^^^^^^^^^^^^^
      |
      = help: write its name into the column `series`
    "#);
}

#[test]
fn columns_in_any_order_and_a_missing_one() {
    let (series, rendered) = read_text("note,unit,value,period,series,source_url\n,kg,2,2020,x,\n");
    assert_eq!((series[0].points[0].value, rendered.as_str()), (2.0, ""));
    let (_, rendered) = read_text("series,period,values,unit,source_url,note\nx,2020,1,kg,,\n");
    insta::assert_snapshot!(rendered, @r#"
    error[missing-column]: there is no column `value`
     --> violence.csv:1:1
      |
    1 | series,period,values,unit,source_url,note
      | ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
      |
      = help: rename `values` to `value`
      = help: the first line is series,period,value,unit,source_url,note
    "#);
}

#[test]
fn a_page_of_the_web_is_no_table() {
    let (series, rendered) = read_text("<!DOCTYPE html>\n<html></html>\n");
    assert!(series.is_empty());
    insta::assert_snapshot!(rendered, @r"
    error[not-a-table]: this is no CSV file of observations: its first line has none of the columns
     --> violence.csv:1:1
      |
    1 | <!DOCTYPE html>
      | ^^^^^^^^^^^^^^^
      |
      = help: the first line is series,period,value,unit,source_url,note
    ");
}

#[test]
fn two_values_and_two_units() {
    let (_, rendered) = read(
        "trade,2019,614.5,billion USD/year,,\n\
         trade,2019,614.6,billion USD/year,,\n\
         trade,2020,538,billion USD,,\n",
    );
    insta::assert_snapshot!(rendered, @"
    warning[two-values]: `trade` has two values for 2019
     --> violence.csv:3:12
      |
    2 | trade,2019,614.5,billion USD/year,,
      |            ----- the other
    3 | trade,2019,614.6,billion USD/year,,
      |            ^^^^^
      |
      = help: remove one of the rows, or give it a series of its own
    warning[two-units]: `trade` is in `billion USD/year` in other rows
     --> violence.csv:4:12
      |
    2 | trade,2019,614.5,billion USD/year,,
      |            ----- the unit of the first row
    3 | trade,2019,614.6,billion USD/year,,
    4 | trade,2020,538,billion USD,,
      |            ^^^ `billion USD` here
    ");
}

#[test]
fn a_quote_that_is_never_closed() {
    let (_, rendered) = read("x,2020,1,kg,,\"never\nx,2021,1,kg,,\n");
    assert!(rendered.contains("error[unclosed-quote]"), "{rendered}");
}

#[test]
fn a_byte_order_mark_carriage_returns_and_empty_lines() {
    let text = format!("\u{feff}{HEADER}\nx,2020,1,kg,,\n,,,,,\nx,20x-1,2,kg,,\n").replace('\n', "\r\n");
    let (series, rendered) = read_text(&text);
    assert_eq!(series[0].points.len(), 1);
    assert_eq!(series[0].notes[0].period, "20x-1");
    assert_eq!(rendered, "");
}

#[test]
fn numbers_words_and_what_is_neither() {
    for words in ["", "single digit", "19-29", "52404/33091; 63632/42249", "<5", "80000?"] {
        assert!(is_words(words), "{words}");
    }
    for meant in ["1,234", "12 %", "1.2.3", "1e", "--3"] {
        assert!(!is_words(meant), "{meant}");
    }
}

proptest::proptest! {
    #[test]
    fn no_text_makes_it_fall(rows in "([\",\n\r0-9HQ.eé-]|series|FY|\\.\\.|persons/year|x,2020,1,kg,,\n){0,40}") {
        let (series, _) = read(&rows);
        let points = series.iter().flat_map(|s| &s.points);
        for point in points {
            proptest::prop_assert!(point.from < point.to && point.value.is_finite());
        }
        read_text(&rows);
    }
}

#[test]
fn a_file_may_say_where_each_number_was_read() {
    let (series, rendered) = read_text(
        "series,period,value,unit,source_url,note,read_in\n\
         homicides,2021,35700,persons/year,,,copies\n\
         homicides,2022,33287,persons/year,,,source\n\
         homicides,2023,31062,persons/year,,,copy\n\
         homicides,2024,33550,persons/year,,,\n\
         homicides,2025,1,persons/year,,,press\n",
    );
    let readings: Vec<_> = series[0].points.iter().map(|p| p.read_in).collect();
    assert_eq!(
        readings[..4],
        [ReadIn::Copies, ReadIn::Source, ReadIn::Copy, ReadIn::Unsaid]
    );
    insta::assert_snapshot!(rendered, @r"
    error[unknown-reading]: `press` is not a known value of `read_in`
     --> violence.csv:6:1
      |
    6 | homicides,2025,1,persons/year,,,press
      | ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
      |
      = help: one of source, copies, copy, or nothing
    ");
}
