/// Why a body is not `multipart/form-data`.
enum MultipartProblem: Error, Hashable, Sendable, CustomStringConvertible {
  case noBoundary, noDelimiter, malformedDelimiter, malformedHeader, headerTooLong, tooManyParts, textsTooLong,
    brokenOff

  var description: String {
    switch self {
    case .noBoundary: "its header names no boundary of 1 to 70 characters"
    case .noDelimiter: "its boundary does not come"
    case .malformedDelimiter: "a boundary is followed by neither a line end nor two hyphens"
    case .malformedHeader: "the header of a part does not name a field"
    case .headerTooLong: "the header of a part has more than \(MultipartParser.headerAtMost) bytes"
    case .tooManyParts: "it has more than \(MultipartParser.partsAtMost) parts"
    case .textsTooLong: "its texts have more than \(UploadedForm.textAtMost) bytes"
    case .brokenOff: "it ends before its last boundary"
    }
  }
}
