import Glibc
import ManifestCoding

/// Times as manifests write them: `YYYY-MM-DDThh:mm:ssZ`.
enum Clock {
  /// The present time, as manifests write it.
  static func now() -> String { text(secondsSince1970()) }

  /// The present time; `SOURCE_DATE_EPOCH` stands in for the clock where it is set.
  ///
  /// Source: https://reproducible-builds.org/specs/source-date-epoch/
  static func secondsSince1970() -> Int64 {
    getenv("SOURCE_DATE_EPOCH").flatMap { Int64(String(cString: $0)) } ?? Int64(time(nil))
  }

  /// A time given in seconds since 1970.
  static func text(_ secondsSince1970: Int64) -> String { Timestamp.text(secondsSince1970) }
}
