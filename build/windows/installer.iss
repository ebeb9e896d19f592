; Per user, without administrator rights. Books and backups lie in %LOCALAPPDATA%\$name and are never touched.
; build/make.py fills in the words and runs Inno Setup 6 on the result.
[Setup]
AppId={{6C0E2A0B-7C53-4C0F-9E57-4A1D5B8F2E31}
AppName=$name
AppVersion=$version
AppVerName=$name $version
VersionInfoVersion=$version
PrivilegesRequired=lowest
DefaultDirName={autopf}\$id
DisableDirPage=auto
DisableProgramGroupPage=yes
DisableReadyPage=yes
ArchitecturesAllowed=x64compatible
ArchitecturesInstallIn64BitMode=x64compatible
MinVersion=10.0
ChangesAssociations=yes
CloseApplications=yes
RestartApplications=no
WizardStyle=modern
SetupIconFile=$icon
UninstallDisplayIcon={app}\$id.exe
UninstallDisplayName=$name
Compression=lzma2/max
SolidCompression=yes
OutputDir=$out
OutputBaseFilename=$file

[LangOptions]
LanguageName=简体中文
LanguageID=$$0804
DialogFontName=Microsoft YaHei UI

[Messages]
SetupAppTitle=安装
SetupWindowTitle=安装 %1
UninstallAppTitle=卸载
UninstallAppFullTitle=卸载 %1
ExitSetupTitle=退出安装
ExitSetupMessage=安装还没有完成。现在退出，程序就没有装好；以后可以再运行一次。%n%n退出安装吗？
ButtonBack=< 上一步(&B)
ButtonNext=下一步(&N) >
ButtonInstall=安装(&I)
ButtonCancel=取消
ButtonYes=是(&Y)
ButtonNo=否(&N)
ButtonFinish=完成(&F)
ButtonBrowse=浏览(&B)…
ButtonWizardBrowse=浏览(&R)…
ClickNext=点“下一步”继续，点“取消”退出。
WizardSelectDir=安装位置
SelectDirDesc=[name] 装到哪里？
SelectDirLabel3=[name] 将装到下面的文件夹。
SelectDirBrowseLabel=点“下一步”继续；要装到别处，点“浏览”。
DiskSpaceMBLabel=至少需要 [mb] MB 空间。
WizardSelectTasks=其他选项
SelectTasksDesc=还要做什么？
SelectTasksLabel2=选好后点“下一步”。
WizardPreparing=准备安装
PreparingDesc=正在准备安装 [name]。
WizardInstalling=正在安装
InstallingLabel=正在安装 [name]，请稍候。
StatusExtractFiles=正在复制文件…
StatusCreateIcons=正在建立快捷方式…
StatusSavingUninstall=正在保存卸载信息…
ApplicationsFound=下面的程序正在使用要更新的文件，请让安装程序关闭它们。
ApplicationsFound2=下面的程序正在使用要更新的文件，请让安装程序关闭它们。
CloseApplications=自动关闭(&A)
DontCloseApplications=不关闭(&D)
FinishedHeadingLabel=[name] 装好了
FinishedLabelNoIcons=[name] 已经装好。
FinishedLabel=[name] 已经装好，从开始菜单或桌面打开。
ClickFinish=点“完成”结束。
RunEntryExec=打开 %1
ConfirmUninstall=要卸载 %1 吗？账套和备份都会留下。
UninstallStatusLabel=正在卸载 %1，请稍候。
UninstalledAll=%1 已经卸载，账套和备份都还在。

[Tasks]
Name: desktop; Description: 在桌面放一个图标

[InstallDelete]
Type: filesandordirs; Name: {app}\_internal

[Files]
Source: $program\*; DestDir: {app}; Flags: recursesubdirs ignoreversion

[Icons]
Name: {autoprograms}\$name; Filename: {app}\$id.exe
Name: {autodesktop}\$name; Filename: {app}\$id.exe; Tasks: desktop

[Registry]
Root: HKA; Subkey: Software\Classes\$suffix; ValueType: string; ValueData: $id; Flags: uninsdeletevalue
Root: HKA; Subkey: Software\Classes\$id; ValueType: string; ValueData: $kind; Flags: uninsdeletekey
Root: HKA; Subkey: Software\Classes\$id\DefaultIcon; ValueType: string; ValueData: "{app}\$id.exe,0"
Root: HKA; Subkey: Software\Classes\$id\shell\open\command; ValueType: string; ValueData: """{app}\$id.exe"" ""%1"""

[Run]
Filename: {app}\$id.exe; Description: 打开 $name; Flags: nowait postinstall skipifsilent
