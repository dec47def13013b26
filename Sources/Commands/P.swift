import ArgumentParser
import Git
import Blobs
private import Logging
struct R: ParsableCommand { func run() { print(GitX.f(), BX.f()) } }
package func runProgram() { R.main() }
