@echo off
rem Drop files or folders onto this: they are checked, and the report opens in the browser.
setlocal
if "%~1"=="" (
  echo Drop a file or a folder onto this icon to have it checked.
  pause
  exit /b 2
)
set "REPORT=%TEMP%\leakguard-%RANDOM%%RANDOM%.html"
set PYTHONUTF8=1
leakguard scan --format html -o "%REPORT%" -- %*
set STATUS=%ERRORLEVEL%
if exist "%REPORT%" (
  start "" "%REPORT%"
) else (
  echo Nothing was checked. The lines above say why.
  pause
)
exit /b %STATUS%
