import Commands
runProgram()
