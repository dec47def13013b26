import Glibc

/// Times as manifests write them: `YYYY-MM-DDThh:mm:ssZ`.
enum Clock {
  /// The present time; `SOURCE_DATE_EPOCH`, in seconds since 1970, stands in for the clock where it is set.
  ///
  /// Source: https://reproducible-builds.org/specs/source-date-epoch/
  static func now() -> String {
    text(getenv("SOURCE_DATE_EPOCH").flatMap { Int64(String(cString: $0)) } ?? Int64(time(nil)))
  }

  /// A time given in seconds since 1970.
  static func text(_ secondsSince1970: Int64) -> String {
    var seconds = time_t(secondsSince1970)
    var parts = tm()
    gmtime_r(&seconds, &parts)
    func padded(_ value: Int32, _ width: Int = 2) -> String {
      let digits = "\(value)"
      return String(repeating: "0", count: max(0, width - digits.count)) + digits
    }
    let date = "\(padded(parts.tm_year + 1900, 4))-\(padded(parts.tm_mon + 1))-\(padded(parts.tm_mday))"
    return "\(date)T\(padded(parts.tm_hour)):\(padded(parts.tm_min)):\(padded(parts.tm_sec))Z"
  }
}
