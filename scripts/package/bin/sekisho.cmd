@echo off
rem The headless gate, started with the Node and the ClamAV that the package brings.
setlocal
set "PATH=%~dp0..\clamav;%PATH%"
"%~dp0..\runtime\node.exe" "%~dp0..\app.asar.unpacked\out\cli\sekisho.mjs" %*
