import Testing

@testable import Query

/// Numbers, times and ages by themselves.
struct ValueReadingTests {
  @Test(arguments: [
    ("0", "0"), ("-0", "0"), ("0.0", "0"), ("007", "7"), ("+3", "3"), ("3.", "3"), (".5", "0.5"), ("-.5e1", "-5"),
    ("1E-3", "0.001"),
    ("9223372036854775807", "9223372036854775807"), ("9223372036854775808", "9.223372036854776e+18"),
    ("1e15", "1000000000000000"),
    ("1e300", "1e+300"), ("1e-400", "0"), ("INF", "inf"), ("-Infinity", "-inf"), ("+NaN", "nan"), ("-nan", "nan"),
  ])
  func readsNumbers(_ text: String, _ written: String) throws {
    let number = try #require(Number(text))
    #expect(number.description == written)
    #expect(Number(written) == number)
  }

  @Test(arguments: [
    "", "-", ".", "e5", "1e", "1e+", "0x10", "1_000", "1,5", "1 ", " 1", "1.2.3", "--1", "infinit", "nano", "1e999",
    "١", "½",
  ])
  func refusesNumbers(_ text: String) { #expect(Number(text) == nil) }

  @Test(arguments: [
    (Number.integer(.max), Number(0x1p63), -1), (.integer(.min), Number(-0x1p63), 0),
    (.integer(9_007_199_254_740_993), Number(0x1p53), 1),
    (.integer(2), Number(2.5), -1), (.integer(-2), Number(-2.5), 1), (.integer(0), Number(-0.0), 0),
    (Number(.infinity), .integer(.max), 1),
    (Number(-.infinity), .integer(.min), -1), (Number(0.1), Number(0.2), -1),
  ])
  func ordersNumbers(_ one: Number, _ two: Number, _ order: Int) {
    #expect(one.order(two) == order)
    #expect(two.order(one) == -order)
    #expect((one == two) == (order == 0))
    if one == two { #expect(one.hashValue == two.hashValue) }
  }

  @Test(arguments: [
    ("2026-10-01", 1_790_812_800_000, 86_400_000), ("1970-01-01", 0, 86_400_000),
    ("0000-01-01", -62_167_219_200_000, 86_400_000),
    ("9999-12-31", 253_402_214_400_000, 86_400_000), ("2024-02-29T23:59Z", 1_709_251_140_000, 60_000),
    ("2026-10-01t12:30:05z", 1_790_857_805_000, 1000), ("2026-10-01 12:30:05.1", 1_790_857_805_100, 1),
    ("2026-10-01T12:30:05.123456789+05:30", 1_790_838_005_123, 1), ("2026-10-01T00:00-01", 1_790_816_400_000, 60_000),
  ])
  func readsTimes(_ text: String, _ start: Int64, _ length: Int64) throws {
    let span = try #require(TimeSpan(text))
    #expect(span == TimeSpan(start: start, lengthInMilliseconds: length))
    #expect(TimeSpan(span.description) == span)
  }

  @Test(arguments: [
    "", "2026", "2026-10", "2026-1-1", "2026-00-01", "2026-10-00", "2023-02-29", "1900-02-29", "2026-10-01T",
    "2026-10-01T24:00",
    "2026-10-01T12", "2026-10-01T12:60", "2026-10-01T12:30:60", "2026-10-01T12:30:05.",
    "2026-10-01T12:30:05.1234567891",
    "2026-10-01Z", "2026-10-01T12:30 Z", "2026-10-01T12:30+24:00", "0000-01-01T00:00+01:00", "9999-12-31T23:59-01:00",
    "２026-10-01",
  ])
  func refusesTimes(_ text: String) { #expect(TimeSpan(text) == nil) }

  @Test func countsDaysBothWays() {
    for days in stride(from: -719_528, through: 2_932_896, by: 13) {
      let date = CivilDate(daysSince1970: days)
      #expect(date.daysSince1970 == days)
      #expect(CivilDate(year: date.year, month: date.month, day: date.day) == date)
    }
  }

  @Test(arguments: [
    ("30d", "30d"), ("2w", "14d"), ("24h", "1d"), ("90min", "90min"), ("60min", "1h"), ("61s", "61s"), ("0d", "0d"),
  ])
  func readsAges(_ text: String, _ written: String) throws {
    let age = try #require(Age(text))
    #expect(age.description == written)
    #expect(Age(written) == age)
  }

  @Test(arguments: ["", "d", "30", "30m", "30D", "-1d", "1.5d", "36601d", "99999999999999999999d", "3months"])
  func refusesAges(_ text: String) { #expect(Age(text) == nil) }
}
