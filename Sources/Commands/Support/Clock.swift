import Glibc

/// The present time, as manifests write it.
enum Clock {
  /// `YYYY-MM-DDThh:mm:ssZ`; `SOURCE_DATE_EPOCH`, in seconds since 1970, stands in for the clock where it is set.
  ///
  /// Source: https://reproducible-builds.org/specs/source-date-epoch/
  static func now() -> String {
    var seconds = getenv("SOURCE_DATE_EPOCH").flatMap { time_t(String(cString: $0)) } ?? time(nil)
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
