; Per user, without administrator rights. Books and backups lie in %LOCALAPPDATA%\$name and are never touched.
; build/make.py fills in the words and runs Inno Setup 6 on the result.
[Setup]
AppId={{6C0E2A0B-7C53-4C0F-9E57-4A1D5B8F2E31}
AppName=$name
AppVersion=$version
AppVerName=$name $version
VersionInfoVersion=$version
PrivilegesRequired=lowest
DefaultDirName={localappdata}\Programs\$id
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
SetupWindowTitle=安装%1
UninstallAppTitle=卸载
UninstallAppFullTitle=卸载%1
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
SelectDirDesc=[name]装到哪里？
SelectDirLabel3=[name]将装到下面的文件夹。
SelectDirBrowseLabel=点“下一步”继续；要装到别处，点“浏览”。
DiskSpaceMBLabel=至少需要 [mb] MB 空间。
WizardSelectTasks=其他选项
SelectTasksDesc=还要做什么？
SelectTasksLabel2=选好后点“下一步”。
WizardPreparing=准备安装
PreparingDesc=正在准备安装[name]。
WizardInstalling=正在安装
InstallingLabel=正在安装[name]，请稍候。
StatusExtractFiles=正在复制文件…
StatusCreateIcons=正在建立快捷方式…
StatusSavingUninstall=正在保存卸载信息…
ApplicationsFound=下面的程序正在使用要更新的文件，请让安装程序关闭它们。
ApplicationsFound2=下面的程序正在使用要更新的文件，请让安装程序关闭它们。
CloseApplications=自动关闭(&A)
DontCloseApplications=不关闭(&D)
FinishedHeadingLabel=[name]装好了
FinishedLabelNoIcons=[name]已经装好。
FinishedLabel=[name]已经装好，从开始菜单或桌面打开。
ClickFinish=点“完成”结束。
RunEntryExec=打开%1
ConfirmUninstall=要卸载%1吗？账套和备份都会留下。
UninstallStatusLabel=正在卸载%1，请稍候。
UninstalledAll=%1已经卸载，账套和备份都还在。
UninstalledMost=%1已经卸载，账套和备份都还在。%n%n有几个文件没有删掉，可以自己删。
UninstalledAndNeedsRestart=要重新启动电脑，%1才卸载完。%n%n现在重新启动吗？
UninstallOpenError=打不开文件“%1”，不能卸载。
UninstallDataCorrupted=文件“%1”已损坏，不能卸载。
UninstallNotFound=找不到文件“%1”，不能卸载。
WizardUninstalling=正在卸载
StatusUninstalling=正在卸载%1…
ShutdownBlockReasonInstallingApp=正在安装%1。
ShutdownBlockReasonUninstallingApp=正在卸载%1。

; What goes wrong
InformationTitle=提示
ConfirmTitle=请确认
ErrorTitle=出错了
LastErrorMessage=%1。%n%n错误 %2：%3
WindowsVersionNotSupported=要 Windows 10 或更新的系统，这台电脑的太旧，装不了。
OnlyOnTheseArchitectures=要 64 位的 Windows，这台电脑的装不了。%n%n可以装的：%1
SetupLdrStartupMessage=要安装%1吗？
LdrCannotCreateTemp=不能建立临时文件，安装停止。请看看磁盘满了没有。
LdrCannotExecTemp=不能运行临时文件夹里的文件，安装停止。请看看杀毒软件是不是拦住了。
SetupFileMissing=安装文件夹里缺少文件 %1。请重新拿一份安装程序。
SetupFileCorrupt=安装程序已损坏。请重新拿一份。
SetupFileCorruptOrWrongVer=安装程序已损坏。请重新拿一份。
SetupAlreadyRunning=安装程序已经开着。
SetupAppRunningError=%1正开着。%n%n请先关掉它，再点“确定”；点“取消”退出。
UninstallAppRunningError=%1正开着。%n%n请先关掉它，再点“确定”；点“取消”退出。
ErrorCloseApplications=有的程序关不掉。请自己关掉正在使用这些文件的程序，再继续。
PreviousInstallNotCompleted=上一个程序还没有装完或者卸完。请重新启动电脑，再运行一次安装程序。
CannotContinue=不能继续。请点“取消”退出。
PrepareToInstallNeedsRestart=要先重新启动电脑，再运行一次安装程序，[name]才装得完。%n%n现在重新启动吗？
FinishedRestartLabel=要重新启动电脑，[name]才装完。现在重新启动吗？
FinishedRestartMessage=要重新启动电脑，[name]才装完。%n%n现在重新启动吗？
YesRadio=现在重新启动(&Y)
NoRadio=以后再重新启动(&N)
ErrorCreatingDir=不能建立文件夹“%1”。
InvalidPath=请写完整的路径，带盘符，例如：%n%nC:\$name
InvalidDrive=没有这个盘，或者打不开。请换一个。
CannotInstallToNetworkDrive=不能装到网络盘上。
CannotInstallToUNCPath=不能装到共享文件夹里。
DiskSpaceWarningTitle=空间不够
DiskSpaceWarning=要 %1 KB 空间，这个盘只有 %2 KB。%n%n仍然继续吗？
DirNameTooLong=路径太长了。
InvalidDirName=文件夹的名字不能用。
BadDirName32=文件夹的名字里不能有这些字符：%n%n%1
DirExistsTitle=文件夹已有
DirExists=已有文件夹：%n%n%1%n%n仍然装到这里吗？
BrowseDialogTitle=选择文件夹
BrowseDialogLabel=选一个文件夹，点“确定”。
ButtonOK=确定
ButtonNewFolder=新建文件夹(&M)
NewFolderName=新建文件夹
ButtonYesToAll=全部是(&A)
ButtonNoToAll=全部否(&O)
SetupAborted=没有装成。%n%n请看看是哪里的问题，再运行一次安装程序。
AbortRetryIgnoreSelectAction=怎么办？
AbortRetryIgnoreRetry=再试一次(&T)
AbortRetryIgnoreIgnore=不管它，继续(&I)
AbortRetryIgnoreCancel=取消安装
FileAbortRetryIgnoreSkipNotRecommended=跳过这个文件（程序可能不能用）(&S)
FileAbortRetryIgnoreIgnoreNotRecommended=不管它，继续（程序可能不能用）(&I)
ExistingFileReadOnly2=原有的文件是只读的，不能换。
ExistingFileReadOnlyRetry=去掉只读，再试一次(&R)
ExistingFileReadOnlyKeepExisting=留着原有的文件(&K)
SourceIsCorrupted=安装程序里的这个文件已损坏
SourceDoesntExist=没有文件“%1”
ErrorReadingExistingDest=读不了原有的文件：
ErrorChangingAttr=改不了原有文件的属性：
ErrorCreatingTemp=不能在安装的文件夹里建立文件：
ErrorReadingSource=读不了安装程序里的文件：
ErrorCopying=复制文件时出错：
ErrorReplacingExistingFile=换不了原有的文件，可能有程序正用着它：
ErrorRenamingTemp=不能在安装的文件夹里给文件改名：
ErrorInternal2=安装程序内部出错：%1
ErrorFunctionFailedNoCode=%1 没有成功
ErrorFunctionFailed=%1 没有成功，代码 %2
ErrorFunctionFailedWithMessage=%1 没有成功，代码 %2。%n%3
ErrorExecutingProgram=运行不了：%n%1
ErrorRegOpenKey=打不开注册表项：%n%1\%2
ErrorRegCreateKey=建立不了注册表项：%n%1\%2
ErrorRegWriteKey=写不了注册表项：%n%1\%2
StatusClosingApplications=正在关闭程序…
StatusCreateDirs=正在建立文件夹…
StatusCreateRegistryEntries=正在登记文件类型…
StatusRunProgram=就要装好了…
StatusRollback=正在退回原样…

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
Root: HKA; Subkey: Software\Classes\$suffix; ValueType: string; ValueData: $id; Flags: uninsdeletevalue uninsdeletekeyifempty
Root: HKA; Subkey: Software\Classes\$id; ValueType: string; ValueData: $kind; Flags: uninsdeletekey
Root: HKA; Subkey: Software\Classes\$id\DefaultIcon; ValueType: string; ValueData: "{app}\$id.exe,0"
Root: HKA; Subkey: Software\Classes\$id\shell\open\command; ValueType: string; ValueData: """{app}\$id.exe"" ""%1"""

[Run]
Filename: {app}\$id.exe; Description: 打开$name; Flags: nowait postinstall skipifsilent
