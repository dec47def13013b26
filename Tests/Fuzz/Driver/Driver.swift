import FuzzTargets
import Glibc

@_silgen_name("LLVMFuzzerRunDriver")
private func runDriver(
  _ argc: UnsafeMutablePointer<Int32>, _ argv: UnsafeMutableRawPointer,
  _ callback: @convention(c) (UnsafePointer<UInt8>?, Int) -> Int32
) -> Int32

private let chosen: FuzzTarget = {
  let name = getenv("FUZZ_TARGET").map { String(cString: $0) } ?? ""
  guard let target = FuzzTarget(rawValue: name) else {
    fatalError("FUZZ_TARGET is one of: \(FuzzTarget.allCases.map(\.rawValue).joined(separator: ", "))")
  }
  return target
}()

/// What SwiftPM makes of an executable's `main`.
@_cdecl("Fuzz_main")
func fuzzMain(_ argc: Int32, _ argv: UnsafeMutableRawPointer) -> Int32 {
  var (count, arguments) = (argc, argv)
  return withUnsafeMutablePointer(to: &arguments) { pointer in
    runDriver(&count, pointer) { bytes, length in
      chosen.run(Array(UnsafeBufferPointer(start: bytes, count: length)))
      return 0
    }
  }
}
