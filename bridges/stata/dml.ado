*! dml: double machine learning by the command dml. Written from Stata's manual and NOT yet run in Stata.
*
*   dml plr wage training, covariates(age education) learner(forest)
*   ereturn list; esttab        // coefficients and standard errors stand in e(b) and e(V)
*
* Needs the command dml, on the PATH or in the global DML. Off-diagonal covariances are not known and are 0.
program define dml, eclass
    version 14
    syntax anything [if] [in] [, Covariates(varlist) Instruments(varlist) CLuster(varlist) Weights(varname) ///
        LEarner(string) SCore(string) FOlds(integer 5) REpetitions(integer 10) SEed(integer 42) OPTions(string)]
    gettoken model anything : anything
    gettoken outcome treatment : anything
    confirm numeric variable `outcome'
    unab treatment : `treatment'
    local program "$DML"
    if `"`program'"' == "" local program "dml"
    tempfile data tidy log
    preserve
    marksample use, novarlist
    quietly keep if `use'
    quietly count
    local rows = r(N)
    local variables : list outcome | treatment
    if "`covariates'" != "" local variables : list variables | covariates
    else {
        unab all : _all
        local all : list all - use
        local variables : list variables | all
    }
    foreach list in instruments cluster weights {
        local variables : list variables | `list'
    }
    local variables : list variables - use
    keep `variables'
    quietly saveold "`data'.dta", version(14) replace
    local line `"`model' "`data'.dta" -y `outcome' -d `: subinstr local treatment " " ",", all'"'
    if "`covariates'" != "" local line `"`line' -x `: subinstr local covariates " " ",", all'"'
    if "`instruments'" != "" local line `"`line' -z `: subinstr local instruments " " ",", all'"'
    if "`cluster'" != "" local line `"`line' --cluster `: subinstr local cluster " " ",", all'"'
    if "`weights'" != "" local line `"`line' --weights `weights'"'
    if "`learner'" != "" local line `"`line' --learner `learner'"'
    if "`score'" != "" local line `"`line' --score `score'"'
    local line `"`line' --folds `folds' --repetitions `repetitions' --seed `seed' --quiet `options'"'
    capture erase "`tidy'.csv"
    shell `program' `line' --format tidy --output "`tidy'.csv" 2> "`log'"
    type "`log'"
    capture confirm file "`tidy'.csv"
    if _rc {
        display as error "dml gave no result; what it said is above"
        exit 498
    }
    capture erase "`data'.dta"
    quietly import delimited using "`tidy'.csv", clear varnames(1) stringcols(1)
    capture erase "`tidy'.csv"
    quietly keep if type == "estimate"
    tempname b V
    mkmat estimate, matrix(`b')
    mkmat stderror, matrix(`V')
    matrix `b' = `b''
    matrix `V' = diag(`V')
    matrix `V' = `V' * `V'
    local names ""
    forvalues i = 1/`=_N' {
        local name = strtoname(term[`i'])
        local names "`names' `name'"
    }
    matrix colnames `b' = `names'
    matrix colnames `V' = `names'
    matrix rownames `V' = `names'
    restore
    ereturn post `b' `V', obs(`rows') depname(`outcome')
    ereturn local cmd "dml"
    ereturn local model "`model'"
    ereturn scalar folds = `folds'
    ereturn scalar repetitions = `repetitions'
    ereturn display
end
