# Executes one command of Drydock, detached from the server.
# $folder, $program and $arguments are set by the lines that the server puts before this text.
# Leaves in the folder: claim (pid, start time), command (the same of DISM), stdout, stderr, exit.
$ErrorActionPreference = 'Stop'
Set-Location -LiteralPath $folder

function Save-Process($process, $name) {
  $started = [DateTimeOffset]::new($process.StartTime).ToUnixTimeMilliseconds()
  $own = Join-Path $folder "$name.$PID"
  [IO.File]::WriteAllText($own, "pid=$($process.Id)`nstarted=$started`n")
  # Move refuses when the name is taken: of two wrappers that start, one gets the folder.
  [IO.File]::Move($own, (Join-Path $folder $name))
}

Save-Process ([Diagnostics.Process]::GetCurrentProcess()) 'claim'
$options = @{
  FilePath = $program
  RedirectStandardOutput = Join-Path $folder 'stdout'
  RedirectStandardError = Join-Path $folder 'stderr'
  NoNewWindow = $true
  PassThru = $true
}
if ($arguments) { $options.ArgumentList = $arguments }
$command = Start-Process @options
$null = $command.Handle # without it the exit code is lost
Save-Process $command 'command'
$command.WaitForExit()
[IO.File]::WriteAllText((Join-Path $folder 'exit.new'), "$($command.ExitCode)")
[IO.File]::Move((Join-Path $folder 'exit.new'), (Join-Path $folder 'exit'))
