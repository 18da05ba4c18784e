# The command in a container, without root:
#     docker build -t iqa .
#     docker run --rm -v "$PWD/samples:/photos:ro" iqa score /photos
# .git is part of the context: the version comes from its tags.
FROM mcr.microsoft.com/dotnet/sdk:10.0 AS build
WORKDIR /source
COPY . .
RUN dotnet publish src/IqaSharp.Cli -c Release -o /app

FROM mcr.microsoft.com/dotnet/runtime:10.0
COPY --from=build /app /app
# Downloaded models; mount a volume here to keep them.
ENV IQA_HOME=/home/app/iqa
USER $APP_UID
WORKDIR /photos
ENTRYPOINT ["dotnet", "/app/iqa.dll"]
