@echo off
rem Builds the command if it is missing, then runs it. Training and the server are programs of their own, built when they are first needed. After a change of the sources: rmdir /s artifacts.
setlocal
call :build IqaSharp.Cli iqa || exit /b 2
set "training="
if "%~1"=="train" set "training=1"
if "%~1"=="ablate" set "training=1"
if "%~1"=="examples" set "training=1"
if "%~1 %~2"=="fit restorer" set "training=1"
for %%a in (%*) do if "%%~a"=="jpeg2000" set "training=1"
for %%a in (%*) do if "%%~a"=="--help" set "training="
for %%a in (%*) do if "%%~a"=="-h" set "training="
if defined training (
    call :build IqaSharp.Training iqa-train || exit /b 2
    set "IQA_TRAIN=%~dp0artifacts\iqa-train\iqa-train.dll"
)
set "serving="
if "%~1"=="serve" set "serving=1"
if "%~1"=="page" set "serving=1"
if defined serving (
    call :build IqaSharp.Server iqa-serve || exit /b 2
    set "IQA_SERVE=%~dp0artifacts\iqa-serve\iqa-serve.dll"
)
dotnet "%~dp0artifacts\iqa\iqa.dll" %*
exit /b %errorlevel%

:build
set "target=%~dp0artifacts\%2"
if exist "%target%\.built" exit /b 0
echo %2: building, once 1>&2
dotnet publish "%~dp0src\%1" -c Release -o "%target%" --nologo -v quiet 1>&2 || exit /b 1
type nul > "%target%\.built"
exit /b 0
