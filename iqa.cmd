@echo off
rem Builds the command when it is missing, then runs it. After a change of the sources: rmdir /s artifacts.
setlocal
set "target=%~dp0artifacts\iqa"
if not exist "%target%\.built" (
    echo iqa: building, once 1>&2
    dotnet publish "%~dp0src\IqaSharp.Cli" -c Release -o "%target%" --nologo -v quiet 1>&2 || exit /b 2
    type nul > "%target%\.built"
)
dotnet "%target%\iqa.dll" %*
