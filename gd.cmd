@echo off
rem gd for Windows: installs what is missing on the first call, then runs Downhill. Later calls start at once.
setlocal
for %%I in ("%~dp0.") do set "here=%%~fI"
set "python=%here%\.venv\Scripts\python.exe"
set "installing=%here%\gd_studio\installing.py"

if exist "%python%" (
    "%python%" -I "%installing%" ready "%here%" && goto run
)
for %%P in ("py -3.13" "py -3.12" "py -3.11" "py -3.14" "py -3" "python3" "python") do (
    %%~P -I -c "import ensurepip, sys, venv; sys.exit(sys.version_info < (3, 11))" >nul 2>nul && (
        set "base=%%~P"
        goto install
    )
)
echo gd: Python 3.11 or newer is needed and was not found; install it from https://www.python.org, then call gd again.>&2
exit /b 1

:install
%base% -I "%installing%" install "%here%"
if not %errorlevel%==0 exit /b %errorlevel%

:run
if /i "%~1"=="test" (
    echo gd: the tests need what only Unix has; call ./gd test on Linux, on a Mac, or in WSL.>&2
    exit /b 2
)
"%python%" -P -m gd_studio %*
exit /b %errorlevel%
